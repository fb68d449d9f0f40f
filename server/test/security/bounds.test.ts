import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const ROOT = new URL('../../../', import.meta.url).pathname;
const page = readFileSync(`${ROOT}docs/architecture.md`, 'utf8');

/** Constants that the page has to list. It can list others too, such as a time-out. */
const MUST_BE_LISTED = /^(?:MAX|KEY_SET)_/;

type Constant = { name: string; file: string; value: number };
const constants = readConstants();

test('the documented bounds are those of the code, and none is missing', () => {
  const documented = tableRows('| bound | value | constant |').map((cells) => cells.slice(1).join(' | '));
  const described = constants.map((constant) => ({ ...constant, row: describe(constant) }));
  const unknown = documented.filter((row) => !described.some((each) => each.row === row));
  const missing = described.filter(({ name, row }) => MUST_BE_LISTED.test(name) && !documented.includes(row));
  expect({ unknown, missing: missing.map(({ row }) => row) }).toEqual({ unknown: [], missing: [] });
});

test('what one account and one CRM can hold at most follows from the bounds', () => {
  const rows = tableRows('| what | bounds | at most |');
  const bytes = rows.slice(0, -1).map(([, factors = '']) => productOf(factors));
  const sum = bytes.reduce((total, each) => total + each, 0);
  expect(rows.map(([what, , most]) => [what, most])).toEqual(
    rows.map(([what], index) => [what, formatBytes(bytes[index] ?? sum)]),
  );
  expect(sum).toBeLessThan(128 * MEBIBYTE);
});

function describe({ name, file, value }: Constant): string {
  const shortFile = file.replace(/^server\/src\/(providers\/microsoft-dynamics\/)?/, '');
  return `${formatValue(name, value)} | \`${name}\`, \`${shortFile}\``;
}

function productOf(factors: string): number {
  return [...factors.matchAll(/`(\w+)`/g)].reduce((product, [, name]) => {
    const [constant, another] = constants.filter((each) => each.name === name);
    if (!constant || another) throw new Error(`not one constant is called ${name}`);
    return product * constant.value;
  }, 1);
}

function formatValue(name: string, value: number): string {
  if (name.endsWith('_BYTES')) return formatBytes(value);
  return name.endsWith('_MS') ? formatDuration(value) : value.toLocaleString('en');
}

const MEBIBYTE = 1024 * 1024;

function formatBytes(bytes: number): string {
  return bytes >= MEBIBYTE ? `${bytes / MEBIBYTE} MiB` : `${bytes / 1024} KiB`;
}

function formatDuration(durationMs: number): string {
  if (durationMs >= 3_600_000) return `${durationMs / 3_600_000} h`;
  return durationMs > 120_000 ? `${durationMs / 60_000} min` : `${durationMs / 1_000} s`;
}

/** The cells of all tables of the page with this heading. */
function tableRows(heading: string): string[][] {
  const tables = page.split(`\n${heading}\n`).slice(1);
  if (tables.length === 0) throw new Error(`docs/architecture.md has no table with the heading ${heading}`);
  return tables.flatMap((text) => {
    const [, ...lines] = text.slice(0, text.indexOf('\n\n')).split('\n');
    return lines.map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    );
  });
}

/** All constants of the service that are a number or a product of numbers. */
function readConstants(): Constant[] {
  const files = globSync(['server/src/**/*.ts', 'shared/src/**/*.ts'], { cwd: ROOT });
  return files
    .filter((file) => !file.includes('.test.'))
    .flatMap((file) => {
      const source = readFileSync(`${ROOT}${file}`, 'utf8');
      return [...source.matchAll(/^(?:export )?const ([A-Z_]+) = ([\d_* ]+);$/gm)].map(
        ([, name = '', product = '']) => ({ name, file, value: multiply(product) }),
      );
    });
}

function multiply(product: string): number {
  return product.split('*').reduce((value, factor) => value * Number(factor.replaceAll('_', '')), 1);
}
