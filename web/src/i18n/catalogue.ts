import type { german } from './de/german.ts';

/** Every text of the panel. A language that lacks one does not compile. */
export type Catalogue = typeof german;
