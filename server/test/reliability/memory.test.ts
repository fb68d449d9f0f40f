import type { Contact, ContactPage, Run } from '@goodfunds/shared';
import { expect, test } from 'vitest';
import { dataOf } from '../harness/http-client.ts';
import { processFixture } from './support/process-fixture.ts';
import { people, push, untilFinished } from './support/pushes.ts';

const HEAP_MIB = 128;
const NOTE = 'x'.repeat(100_000);

test('a process with a small heap lists and syncs contacts that together are larger than it', async () => {
  await using fixture = await processFixture();
  const process = await fixture.start({ heapMiB: HEAP_MIB });
  const service = fixture.service(process);
  const contacts = people(400, 'large').map(withNotes);
  for (let start = 0; start < contacts.length; start += 10) {
    await push(service, contacts.slice(start, start + 10));
  }
  const { id: integrationId } = await fixture.connect(process);
  const user = await fixture.user(process);
  const listed: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await dataOf<ContactPage>(user('sync.contacts', { integrationId, limit: 500, cursor }));
    listed.push(...page.contacts.map(({ id }) => id));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  expect(new Set(listed).size).toBe(contacts.length);
  const run = await dataOf<Run>(user('sync.start', { integrationId, scope: { kind: 'ALL' } }));
  expect(await untilFinished(service, run.id)).toMatchObject({ counts: { created: contacts.length } });
  expect(process.hasEnded()).toBe(false);
});

function withNotes(contact: Contact): Contact {
  return { ...contact, customFields: { first: NOTE, second: NOTE } };
}
