import { type Browser, chromium } from 'playwright-core';
import type { BrowserBinary } from './browser/binary.ts';
import { installedBrowser } from './browser/installed.ts';
import { unpackedBrowser } from './browser/unpacked.ts';

/**
 * Starts a headless Chromium for tests and pictures; close it with `await browser.close()`.
 *
 * @throws an error that names what to install, when the machine has no browser and none comes along for it
 */
export async function launchBrowser(): Promise<Browser> {
  const { executablePath, environment } = await findBrowser();
  return await chromium.launch({
    executablePath,
    headless: true,
    chromiumSandbox: process.getuid?.() !== 0 && process.platform !== 'linux',
    args: quietFlags,
    env: { ...process.env, ...environment },
  });
}

/** The installed browser, else the one inside the npm package, unpacked when it was not yet. */
export async function findBrowser(): Promise<BrowserBinary> {
  const installed = installedBrowser(process.env, process.platform);
  if (installed !== undefined) return { executablePath: installed, environment: {} };
  if (process.platform === 'linux' && process.arch === 'x64') return await unpackedBrowser();
  throw new Error(
    `No browser was found, and none comes along for ${process.platform} on ${process.arch}. ` +
      'Please install Chromium or Google Chrome, or name its executable in CHROMIUM_PATH.',
  );
}

/** No graphics card, and no talk with anybody but the pages under test. */
const quietFlags = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
