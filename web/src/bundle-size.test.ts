import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';

const SCRIPT = 'goodfunds-crm-settings.es.js';

test.each([
  ['the whole panel, React included', SCRIPT, 160_000],
  ['the React component, with React outside', `react/${SCRIPT}`, 90_000],
  ['the script of a host that frames the panel', 'goodfunds-crm-settings-frame.es.js', 5_000],
])('%s is at most so large to download', (_what, file, mostBytes) => {
  expect(gzipSync(readBuilt(file), { level: 9 }).length).toBeLessThanOrEqual(mostBytes);
});

test('the React component brings no React along: it takes the host’s', () => {
  const script = readBuilt(`react/${SCRIPT}`).toString();
  const imported = [...script.matchAll(/(?:\bfrom|\bimport)\s*\(?["']([^"']+)["']/g)].map(([, name]) => name);
  expect(new Set(imported)).toEqual(new Set(['react', 'react/jsx-runtime']));
  // Where React keeps its insides; both of its packages have the words.
  expect(script).not.toContain('DO_NOT_USE_OR_WARN_USERS_THEY_CANNOT_UPGRADE');
  expect(readBuilt(SCRIPT).toString()).toContain('DO_NOT_USE_OR_WARN_USERS_THEY_CANNOT_UPGRADE');
});

test('neither script of a frame brings the panel along twice', () => {
  for (const file of ['frame.es.js', 'goodfunds-crm-settings-frame.es.js']) {
    expect(readBuilt(file).length).toBeLessThan(12_000);
  }
});

function readBuilt(file: string): Buffer {
  return readFileSync(fileURLToPath(new URL(`../dist/${file}`, import.meta.url)));
}
