import type { Contact, ContactPage, ItemPage, Run, RunPage } from '@goodfunds/shared';
import { expect, test } from 'vitest';
import { MAX_DEATHS } from '../../src/store/deaths.ts';
import { dataOf, type HttpCall } from '../harness/http-client.ts';
import { growContact } from '../harness/temporary-store.ts';
import { ACCOUNT, processFixture, type ServiceProcess } from './support/process-fixture.ts';
import { people, person, push, pushAndWait, untilFinished } from './support/pushes.ts';

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
  // Switching the integration on has started it.
  const { runs } = await dataOf<RunPage>(user('sync.list', { integrationId }));
  expect(await untilFinished(service, runs[0]?.id ?? '')).toMatchObject({
    counts: { created: contacts.length },
  });
  expect(process.hasEnded()).toBe(false);
});

test('a contact that no process survives fails in the end, and all others are synced', async () => {
  await using fixture = await processFixture();
  let process: ServiceProcess | null = await fixture.start();
  const { id: integrationId } = await fixture.connect(process);
  const contacts = [...people(300, 'before'), person('fatal'), ...people(300, 'behind')];
  await pushAndWait(fixture.service(process), contacts);
  await process.kill();
  growContact(fixture.databasePath, 'fatal', 70_000_000);

  process = await fixture.start({ heapMiB: HEAP_MIB });
  const scope = { kind: 'ALL' };
  const started = fixture.service(process)('sync.start', { accountId: ACCOUNT, integrationId, scope });
  const { id: runId } = await dataOf<Run>(started);
  let run = await finishedRun(fixture.service(process), process, runId);
  let deaths = 0;
  while (!run) {
    deaths += 1;
    process = await fixture.tryStart({ heapMiB: HEAP_MIB });
    run = process && (await finishedRun(fixture.service(process), process, runId));
  }
  expect(deaths).toBe(MAX_DEATHS);
  expect(run).toMatchObject({ status: 'COMPLETED_WITH_ERRORS', counts: { unchanged: 600, failed: 1 } });
  if (!process) throw new Error('the run finished without a process');
  const input = { accountId: ACCOUNT, runId, outcome: 'FAILED' };
  const { items } = await dataOf<ItemPage>(fixture.service(process)('sync.items', input));
  expect(items).toMatchObject([{ contactId: 'fatal', reason: 'PROCESSING_CRASHED' }]);
});

/** `null` if the process dies first. */
async function finishedRun(service: HttpCall, process: ServiceProcess, runId: string): Promise<Run | null> {
  try {
    return await untilFinished(service, runId);
  } catch (error) {
    // The connection breaks before the exit of the process is known.
    if (error instanceof TypeError) await process.ended;
    if (process.hasEnded()) return null;
    throw error;
  }
}

function withNotes(contact: Contact): Contact {
  return { ...contact, customFields: { first: NOTE, second: NOTE } };
}
