import { findBrowser } from '../browser/index.ts';

/** Unpacks the browser once before the workers of the browser tests start, or says what to install. */
export async function setup(): Promise<void> {
  await findBrowser();
}
