import type { Contact, ContactPage, ItemPage, Run, RunPage } from '@goodfunds/shared';
import { expect, test } from 'vitest';
import { MAX_DEATHS } from '../../src/store/deaths.ts';
import { dataOf } from '../harness/http-client.ts';
import { growContact } from '../harness/temporary-store.ts';
import { ACCOUNT, processFixture, type ServiceProcess } from './support/process-fixture.ts';
import { people, person, push, pushAndWait, untilFinished } from './support/pushes.ts';

const HEAP_MIB = 128;
const NOTE = 'x'.repeat(100_000);
const HEALTHY_ACCOUNT = ACCOUNT + 1;

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
  let run = await unlessDead(process, untilFinished(fixture.service(process), runId));
  let deaths = 0;
  while (!run) {
    deaths += 1;
    process = await fixture.tryStart({ heapMiB: HEAP_MIB });
    run = process && (await unlessDead(process, untilFinished(fixture.service(process), runId)));
  }
  expect(deaths).toBe(MAX_DEATHS);
  expect(run).toMatchObject({ status: 'COMPLETED_WITH_ERRORS', counts: { unchanged: 600, failed: 1 } });
  if (!process) throw new Error('the run finished without a process');
  const input = { accountId: ACCOUNT, runId, outcome: 'FAILED' };
  const { items } = await dataOf<ItemPage>(fixture.service(process)('sync.items', input));
  expect(items).toMatchObject([{ contactId: 'fatal', reason: 'PROCESSING_CRASHED' }]);
});

test('no contact of another account fails beside one that no process survives, and its pushes go on', async () => {
  await using fixture = await processFixture();
  let process = await fixture.start();
  const { id: integrationId } = await fixture.connect(process);
  const healthy = await fixture.connect(process, HEALTHY_ACCOUNT);
  await pushAndWait(fixture.service(process), [
    ...people(20, 'before'),
    person('fatal'),
    ...people(20, 'behind'),
  ]);
  await process.kill();
  growContact(fixture.databasePath, 'fatal', 70_000_000);
  // Long enough that a healthy contact is in flight when the process dies.
  const match = { body: 'healthy' };
  fixture.emulator.addFaults({ match, times: null, action: { type: 'delay', delayMs: 500 } });

  process = await fixture.start({ heapMiB: HEAP_MIB });
  const scope = { kind: 'ALL' };
  const started = fixture.service(process)('sync.start', { accountId: ACCOUNT, integrationId, scope });
  const { id: runId } = await dataOf<Run>(started);
  const contactsBefore = fixture.emulator.contactCount();
  let accepted = 0;
  let createdBetweenDeaths = 0;
  let run: Run | null = null;
  while (!run) {
    const service = fixture.service(process);
    const contacts = [person(`healthy-${accepted}`)];
    const pushed = await unlessDead(process, push(service, contacts, { accountId: HEALTHY_ACCOUNT }));
    if (pushed) accepted += 1;
    run = await unlessDead(process, untilFinished(service, runId));
    if (run) break;
    createdBetweenDeaths = fixture.emulator.contactCount() - contactsBefore;
    process = await fixture.start({ heapMiB: HEAP_MIB });
  }
  expect(run).toMatchObject({ status: 'COMPLETED_WITH_ERRORS', counts: { unchanged: 40, failed: 1 } });
  expect(createdBetweenDeaths).toBeGreaterThan(0);
  const service = fixture.service(process);
  await pushAndWait(service, [person('healthy-last')], HEALTHY_ACCOUNT);
  expect(fixture.emulator.contactCount() - contactsBefore).toBe(accepted + 1);
  const list = { accountId: HEALTHY_ACCOUNT, integrationId: healthy.id };
  const { runs } = await dataOf<RunPage>(service('sync.list', list));
  expect(runs.filter(({ counts }) => counts.failed > 0)).toEqual([]);
});

/** `null` if the process dies first. */
async function unlessDead<T>(process: ServiceProcess, response: Promise<T>): Promise<T | null> {
  try {
    return await response;
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
