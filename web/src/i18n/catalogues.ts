import type { Catalogue } from './catalogue.ts';
import { german } from './de/german.ts';
import { english } from './en/english.ts';
import type { Language } from './language.ts';

/** All languages at once, for whoever looks at the texts from outside; the panel itself loads the one it speaks. */
export const CATALOGUES: Record<Language, Catalogue> = { de: german, en: english };
