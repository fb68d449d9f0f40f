import { expect, test } from 'vitest';
import { startDemo } from './demo.ts';
import { runFirstSync } from './first-sync.ts';
import { formatResult } from './result-table.ts';

test('the first sync shows every outcome, with the reason for each contact that was not synced', async () => {
  await using demo = await startDemo({ port: 0 });
  const { run, items, contacts } = await runFirstSync({ serverUrl: demo.url, ...demo });
  expect(run.counts).toEqual({
    total: 19,
    pending: 0,
    created: 11,
    updated: 1,
    unchanged: 2,
    skipped: 4,
    review: 4,
    failed: 1,
    warnings: 1,
  });
  const reasons = Object.fromEntries(
    items.filter((item) => item.reason !== null).map(({ contactId, reason }) => [contactId, reason]),
  );
  expect(reasons).toEqual({
    'gf-3002': 'NO_EMAIL',
    'gf-3003': 'INVALID_EMAIL',
    'gf-3004': 'AMBIGUOUS_MATCH',
    'gf-3006': 'SHARED_EMAIL',
    'gf-3009': 'INACTIVE_MATCH',
  });
  const table = formatResult(run, items, contacts);
  expect(table).toMatch(/created +11/);
  expect(table).toMatch(/Konstantin Ausführlich +CREATED VALUE_TOO_LONG \(.*maxLength 50/);
});

test('the page has the strictest policy, and issues tokens for the demo accounts only', async () => {
  await using demo = await startDemo({ port: 0 });
  const page = await fetch(demo.url);
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'");
  const ask = async (accountId: number) =>
    await fetch(`${demo.url}/demo/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ accountId }),
    });
  expect((await ask(1)).status).toBe(200);
  expect((await ask(3)).status).toBe(400);
});
