import { type Browser, chromium, type LaunchOptions } from 'playwright-core';
import type { BrowserBinary } from './binary.ts';
import { installedBrowser, namedBrowser } from './installed.ts';
import { unpackedBrowser } from './unpacked.ts';

/** Starts a headless Chromium for pictures and measurements; close it with `await browser.close()`. */
export async function launchBrowser(): Promise<Browser> {
  return await chromium.launch(await chromiumOptions());
}

/**
 * How Playwright launches Chromium here.
 *
 * @throws an error that names what to install, when there is no browser for this platform
 */
export async function chromiumOptions(): Promise<LaunchOptions> {
  const { executablePath, environment } = await findBrowser();
  return {
    executablePath,
    headless: true,
    chromiumSandbox: process.getuid?.() !== 0 && process.platform !== 'linux',
    args: quietFlags,
    env: { ...process.env, ...environment },
  };
}

/** How Playwright launches the Firefox, built for it, that `FIREFOX_PATH` names; `null` when it names none. */
export function firefoxOptions(): LaunchOptions | null {
  const executablePath = process.env['FIREFOX_PATH'];
  return executablePath === undefined || executablePath === '' ? null : { executablePath };
}

/**
 * The browser that `CHROMIUM_PATH` names, else the one inside the npm package, so that every machine tests with the
 * same one. An installed browser serves only where the package has no binary for the platform.
 */
export async function findBrowser(
  environment: NodeJS.ProcessEnv = process.env,
  platform = process.platform,
  architecture = process.arch,
): Promise<BrowserBinary> {
  const named = namedBrowser(environment);
  if (named !== undefined) return { executablePath: named, environment: {} };
  if (platform === 'linux' && architecture === 'x64') return await unpackedBrowser();
  const installed = installedBrowser(environment, platform);
  if (installed !== undefined) return { executablePath: installed, environment: {} };
  throw new Error(
    `No browser was found, and no npm package has one for ${platform} on ${architecture}. ` +
      'Install Chromium or Google Chrome, or set CHROMIUM_PATH to its executable.',
  );
}

/** Disables the GPU and the browser's own network requests. */
const quietFlags = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
