import type { Locator, Page } from 'playwright-core';
import type { Catalogue } from '../../web/src/i18n/catalogue.ts';

export type Drawing = {
  /** The page of the demo around the panel. */
  page: Page;
  /** The panel, freshly opened. */
  panel: Locator;
  /** The texts of the panel, to find elements by. */
  texts: Catalogue;
  /** Saves a picture of it under a name. */
  draw: (what: Locator, name: string) => Promise<void>;
};
