import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { findBrowser } from './index.ts';

it('tests use the browser of the package, even where another is on the search path', async () => {
  const { executablePath } = await findBrowser({ PATH: await folderWithChromium() }, 'linux', 'x64');
  expect(executablePath).toMatch(/node_modules\/\.cache\/chromium-[\d.]+\/chromium$/);
});

it('CHROMIUM_PATH names another browser', async () => {
  const executablePath = join(await folderWithChromium(), 'chromium');
  const found = await findBrowser({ CHROMIUM_PATH: executablePath }, 'linux', 'x64');
  expect(found).toEqual({ executablePath, environment: {} });
});

it('a CHROMIUM_PATH that does not exist is an error that names it', async () => {
  await expect(findBrowser({ CHROMIUM_PATH: '/nowhere/chromium' })).rejects.toThrow(
    'CHROMIUM_PATH names /nowhere/chromium, which does not exist.',
  );
});

async function folderWithChromium(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'goodfunds-browser-'));
  onTestFinished(async () => await rm(folder, { recursive: true }));
  await writeFile(join(folder, 'chromium'), '#!/bin/sh\n');
  await chmod(join(folder, 'chromium'), 0o755);
  return folder;
}
