import type { Catalogue } from '../../web/src/i18n/catalogue.ts';
import { CATALOGUES } from '../../web/src/i18n/catalogues.ts';

export type PictureLanguage = { locale: string; ending: string; texts: Catalogue };

/** The languages of the pictures, and how their file names end. */
export const pictureLanguages: readonly PictureLanguage[] = [
  { locale: 'en', ending: '', texts: CATALOGUES.en },
  { locale: 'de', ending: '.de', texts: CATALOGUES.de },
];
