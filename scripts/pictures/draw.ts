import type { Locator, Page } from 'playwright-core';
import type { Catalogue } from '../../web/src/i18n/catalogue.ts';

export type Drawing = {
  /** The page of the demo around the panel. */
  page: Page;
  /** The panel, freshly opened. */
  panel: Locator;
  /** Its words, to find things by. */
  texts: Catalogue;
  /** Keeps what it looks like now under a name. */
  draw: (what: Locator, name: string) => Promise<void>;
};
