import type { Catalogue } from './catalogue.ts';
import { german } from './de/german.ts';
import { english } from './en/english.ts';
import type { Language } from './language.ts';

/** All languages at once, for tests and scripts; the panel loads only one. */
export const CATALOGUES: Record<Language, Catalogue> = { de: german, en: english };
