import type { Email } from '@goodfunds/shared';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { temporaryStore } from '../../test/harness/temporary-store.ts';
import { filePath } from './sqlite/open.ts';

const CONTACTS = 10_000;
const [SHARED_EMAIL_ACCOUNT, OWN_EMAILS_ACCOUNT] = [1, 2];

test('contacts that share an e-mail take no longer to find than as many with their own', async () => {
  await using temporary = await temporaryStore();
  const emails = Array.from({ length: CONTACTS }, (_, index) => `p${index}@example.org` as Email);
  const shared = 'no-mail@example.org' as Email;
  insertContacts(
    temporary.databaseUrl,
    SHARED_EMAIL_ACCOUNT,
    emails.map(() => shared),
  );
  insertContacts(temporary.databaseUrl, OWN_EMAILS_ACCOUNT, emails);
  const fastestMs = async (accountId: number, wanted: readonly Email[]): Promise<number> => {
    const durations: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      const startedAtMs = performance.now();
      const found = await temporary.store.links.directory(accountId).contactsWithEmail(wanted);
      durations.push(performance.now() - startedAtMs);
      expect([...found.values()].flat()).toHaveLength(CONTACTS);
    }
    return Math.min(...durations);
  };
  const sharedMs = await fastestMs(SHARED_EMAIL_ACCOUNT, [shared]);
  expect(sharedMs / (await fastestMs(OWN_EMAILS_ACCOUNT, emails))).toBeLessThan(3);
});

function insertContacts(databaseUrl: string, accountId: number, emails: readonly string[]): void {
  const file = new Sqlite(filePath(databaseUrl));
  const insert = file.prepare(
    `insert into contacts (account_id, contact_id, content, content_hash, email, search_text, revision, stored_at_ms)
     values (?, ?, '{}', '', ?, '', 1, 0)`,
  );
  file.transaction(() => {
    for (const [index, email] of emails.entries()) insert.run(accountId, `c-${index}`, email);
  })();
  file.close();
}
