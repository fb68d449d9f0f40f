import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';

const SCRIPT = 'goodfunds-crm-settings.es.js';

test.each([
  ['the whole panel, React included', '', 165_000],
  ['the React component, with React outside', 'react/', 95_000],
])('%s with the texts of one language stays below its download limit', (_what, folder, mostBytes) => {
  const beside = readdirSync(builtPath(folder)).filter((name) =>
    /^goodfunds-crm-settings\..*-.*\.js$/.test(name),
  );
  expect(new Set(beside.map((name) => name.split(/[.-]/)[3]))).toEqual(
    new Set(['english', 'german', 'message']),
  );
  for (const language of ['english', 'german']) {
    const files = [SCRIPT, ...beside.filter((name) => new RegExp(`\\.(${language}|message)-`).test(name))];
    const sizes = files.map((file) => compressedSize(`${folder}${file}`));
    expect(sizes.reduce((sum, size) => sum + size)).toBeLessThanOrEqual(mostBytes);
  }
});

test('the React component imports the React of the host', () => {
  const script = readBuilt(`react/${SCRIPT}`).toString();
  const imported = [...script.matchAll(/(?:\bfrom|\bimport)\s*\(?["']([^"']+)["']/g)].map(([, name]) => name);
  expect(new Set(imported)).toEqual(new Set(['react', 'react/jsx-runtime']));
  // A string inside both React packages.
  expect(script).not.toContain('DO_NOT_USE_OR_WARN_USERS_THEY_CANNOT_UPGRADE');
  expect(readBuilt(SCRIPT).toString()).toContain('DO_NOT_USE_OR_WARN_USERS_THEY_CANNOT_UPGRADE');
});

test.each(['', 'react/'])('the panel in dist/%s does not contain zod', (folder) => {
  const scripts = readdirSync(builtPath(folder)).filter((name) => name.endsWith('.js'));
  expect(scripts).toContain(SCRIPT);
  // Each is a name that minifiers keep: the property of every schema, and the class of its errors.
  for (const name of scripts) expect(readBuilt(`${folder}${name}`).toString()).not.toMatch(/_zod\b|ZodError/);
});

function compressedSize(file: string): number {
  return gzipSync(readBuilt(file), { level: 9 }).length;
}

function readBuilt(file: string): Buffer {
  return readFileSync(builtPath(file));
}

function builtPath(path: string): string {
  return fileURLToPath(new URL(`../dist/${path}`, import.meta.url));
}
