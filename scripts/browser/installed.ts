import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The executable of an installed Chromium or Chrome. `CHROMIUM_PATH` wins.
 *
 * @throws when `CHROMIUM_PATH` names a file that does not exist
 */
export function installedBrowser(environment: Environment, platform: NodeJS.Platform): string | undefined {
  const named = environment['CHROMIUM_PATH'];
  if (named === undefined || named === '')
    return usualPlaces(environment, platform).find((path) => existsSync(path));
  if (existsSync(named)) return named;
  throw new Error(`CHROMIUM_PATH names ${named}, which does not exist.`);
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
    default: {
      const folders = [...(environment['PATH'] ?? '').split(delimiter), '/usr/bin', '/opt/google/chrome'];
      const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
      return folders
        .filter((folder) => folder !== '')
        .flatMap((folder) => names.map((name) => join(folder, name)));
    }
  }
}
