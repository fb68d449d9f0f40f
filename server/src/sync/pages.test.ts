import type { Contact } from '@goodfunds/shared';
import { expect, test } from 'vitest';
import { caller, contact, createSyncService } from '../../test/harness/service.ts';
import { growContact } from '../../test/harness/temporary-store.ts';
import { MAX_PAGE_BYTES } from '../store/page-bytes.ts';
import { listContacts } from './contacts.ts';
import { preview } from './preview.ts';
import { push } from './push.ts';
import { listReviews } from './reviews.ts';
import { listItems } from './runs.ts';

const CONTACTS = 50;
const NOTE = 'x'.repeat(100_000);
const integrationId = 'integration-1';

test('a page of contacts ends at its bytes, and the pages together contain every contact', async () => {
  await using service = await createSyncService({ draining: false });
  await push(service.context, caller, { contacts: largeContacts() });
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listContacts(service.context, caller, {
      integrationId,
      limit: CONTACTS,
      ...(cursor !== undefined && { cursor }),
    });
    expect(bytesOf(page.contacts)).toBeLessThanOrEqual(MAX_PAGE_BYTES);
    ids.push(...page.contacts.map(({ id }) => id));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  expect(ids).toEqual(largeContacts().map(({ id }) => id));
});

test('a page of reviews ends at the bytes of their contacts, and the pages together contain every review', async () => {
  await using service = await createSyncService();
  const contacts = largeContacts().map((large) => ({ ...large, email: null }));
  const { runs } = await push(service.context, caller, { contacts });
  await service.untilRun(runs[0]?.id ?? '');
  const pages: string[][] = [];
  let cursor: string | undefined;
  do {
    const page = await listReviews(service.context, caller, {
      integrationId,
      limit: CONTACTS,
      ...(cursor !== undefined && { cursor }),
    });
    expect(page.total).toBe(CONTACTS);
    pages.push(page.reviews.map(({ contactId }) => contactId));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  expect(pages.flat()).toEqual(contacts.map(({ id }) => id));
  for (const page of pages) expect(page.length * NOTE.length).toBeLessThanOrEqual(MAX_PAGE_BYTES);
});

test('a contact that is larger than a page is a page of its own', async () => {
  await using service = await createSyncService({ draining: false });
  await push(service.context, caller, { contacts: [contact('a'), contact('b')] });
  growContact(service.databasePath, 'a', MAX_PAGE_BYTES + 1);
  const first = await listContacts(service.context, caller, { integrationId });
  expect(first).toMatchObject({ contacts: [{ id: 'a' }], nextCursor: 'a' });
  const second = await listContacts(service.context, caller, { integrationId, cursor: 'a' });
  expect(second).toMatchObject({ contacts: [{ id: 'b' }], nextCursor: null });
});

test.each([
  { what: 'a sample', input: { limit: CONTACTS } },
  { what: 'chosen contacts', input: { contactIds: largeContacts().map(({ id }) => id) } },
])('a preview of $what ends at the bytes of a page', async ({ input }) => {
  await using service = await createSyncService({ draining: false });
  await push(service.context, caller, { contacts: largeContacts() });
  const planned: number[] = [];
  service.crm.before = (batch) => void planned.push(bytesOf(batch));
  const { outcomes } = await preview(service.context, caller, { integrationId, ...input });
  expect(outcomes.map(({ contactId }) => contactId)).toEqual(
    largeContacts()
      .slice(0, outcomes.length)
      .map(({ id }) => id),
  );
  expect(outcomes.length).toBeGreaterThan(1);
  expect(planned).toEqual([expect.any(Number)]);
  expect(planned[0]).toBeLessThanOrEqual(MAX_PAGE_BYTES);
});

test('a page of items ends at its bytes, and the pages together contain every item', async () => {
  await using service = await createSyncService();
  const crm = { ...service.crm };
  service.crm.createOrUpdateContacts = async (...batch) => {
    const outcomes = await crm.createOrUpdateContacts(...batch);
    return outcomes.map((outcome) => ({ ...outcome, candidates: ['x'.repeat(200_000)] }));
  };
  const { runs } = await push(service.context, caller, {
    contacts: Array.from({ length: CONTACTS }, (_, index) => contact(`contact-${index}`)),
  });
  const runId = runs[0]?.id ?? '';
  await service.untilRun(runId);
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listItems(service.context, caller, {
      runId,
      limit: CONTACTS,
      ...(cursor !== undefined && { cursor }),
    });
    expect(page.items.length).toBeLessThanOrEqual(MAX_PAGE_BYTES / 200_000);
    ids.push(...page.items.map(({ contactId }) => contactId));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  expect(new Set(ids).size).toBe(CONTACTS);
  expect(ids).toHaveLength(CONTACTS);
});

/** 200 kB each, in the order of their ids. */
function largeContacts(): Contact[] {
  return Array.from({ length: CONTACTS }, (_, index) =>
    contact(`contact-${index + 100}`, {
      customFields: { first: NOTE, second: NOTE },
    }),
  );
}

function bytesOf(contacts: readonly Contact[]): number {
  return contacts.reduce((sum, each) => sum + JSON.stringify(each).length, 0);
}
