import { existsSync } from 'node:fs';
import { join } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The executable that `CHROMIUM_PATH` names, or `undefined` when it is not set.
 *
 * @throws when the file does not exist
 */
export function namedBrowser(environment: Environment): string | undefined {
  const path = environment['CHROMIUM_PATH'];
  if (path === undefined || path === '') return undefined;
  if (existsSync(path)) return path;
  throw new Error(`CHROMIUM_PATH names ${path}, which does not exist.`);
}

/** The executable of an installed Chromium or Chrome, for platforms that `@sparticuz/chromium` has no binary for. */
export function installedBrowser(environment: Environment, platform: NodeJS.Platform): string | undefined {
  return usualPlaces(environment, platform).find((path) => existsSync(path));
}

function usualPlaces(environment: Environment, platform: NodeJS.Platform): string[] {
  switch (platform) {
    case 'darwin':
      return [
        '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
        '/Applications/Chromium.app/Contents/MacOS/Chromium',
      ];
    case 'win32':
      return ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA']
        .flatMap((name) => environment[name] ?? [])
        .map((folder) => join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'));
    default:
      return ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'].map((name) =>
        join('/usr/bin', name),
      );
  }
}
