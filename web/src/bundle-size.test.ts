import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';

const bundle = fileURLToPath(new URL('../dist/goodfunds-crm-settings.es.js', import.meta.url));

test('the whole panel, React included, is at most 160 kB to download', () => {
  expect(gzipSync(readFileSync(bundle), { level: 9 }).length).toBeLessThanOrEqual(160_000);
});
