import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { VARIABLES } from './appearance.ts';

const appearance = readPart(read('../../../../docs/panel.md'), '## Appearance', '## Texts');

test('docs/panel.md names exactly the parts of the panel', () => {
  const table = readPart(appearance, '| part |', '```css');
  const documented = [...table.matchAll(/^\|(.+?)\|/gm)].flatMap(([, cell = '']) => codesOf(cell));
  expect(documented.sort()).toEqual(partsOfPanel());
});

test('docs/panel.md names exactly the variables and their properties', () => {
  const table = readPart(appearance, '| variable |', '`fontSize` and');
  const rows = [...table.matchAll(/^\| (`.+?) \| (`.+?) \|/gm)];
  const documented = rows.flatMap(([, names = '', properties = '']) => {
    const given = codesOf(properties);
    return codesOf(names).map((name, index) => [name, given[index]]);
  });
  const own = Object.entries(VARIABLES).map(([name, { property }]) => [name, property]);
  expect(documented.map(String).sort()).toEqual(own.map(String).sort());
});

function partsOfPanel(): string[] {
  const sources = globSync('../../**/*.tsx', { cwd: import.meta.dirname })
    .map(read)
    .join('\n');
  const variants = codesOf(/type ButtonVariant = (.+);/.exec(sources)?.[1] ?? '', /'([^']+)'/g);
  const plain = codesOf(sources, /part="([a-z- ]+)"/g).flatMap((parts) => parts.split(' '));
  return [...new Set([...plain, 'button', ...variants.map((variant) => `button-${variant}`)])].sort();
}

function codesOf(text: string, pattern = /`([^`]+)`/g): string[] {
  return [...text.matchAll(pattern)].map(([, code = '']) => code);
}

function readPart(text: string, from: string, to: string): string {
  const start = text.indexOf(from);
  return text.slice(start, text.indexOf(to, start));
}

function read(path: string): string {
  return readFileSync(fileURLToPath(new URL(path, import.meta.url)), 'utf8');
}
