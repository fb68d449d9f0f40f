import type { BenchContext } from '../cases/measure.ts';
import { person, rowOf } from '../data/people.ts';
import type { RemoteEmulator } from '../emulator/remote-emulator.ts';
import type { DelayFigures } from '../figures/delays.ts';
import { quantile } from '../figures/typing.ts';
import { connectDynamics, untilRunsEnded } from '../growth/measure-growth.ts';
import { type RemoteService, startRemoteService } from '../growth/remote-service.ts';
import { largestPush } from './largest-push.ts';

const ACCOUNT_ID = 1;
const ROUNDS = 5;
/** The largest push and the largest find. */
const CONTACTS = 1_000;
const ATTRIBUTES = 1_000;
/** The export of the panel reads pages of this size. */
const ITEMS_PER_PAGE = 500;

/** The longest delay of the event loop of the service during each of its largest operations, over several rounds. */
export async function* measureDelays({ emulator, time }: BenchContext): AsyncGenerator<DelayFigures> {
  time.setFactor(1);
  await emulator.setFactor(1);
  const people = Array.from({ length: ROUNDS * CONTACTS }, (_, index) => person(index));
  await emulator.prepare(people.map(rowOf));
  await using service = await startRemoteService(emulator.access, { factor: 1, accountId: ACCOUNT_ID });
  const chunks = Array.from({ length: ROUNDS }, (_, round) =>
    people.slice(round * CONTACTS, (round + 1) * CONTACTS),
  );
  const integrationId = await connectDynamics(service.user, emulator.access);
  await widenTable(service, emulator, integrationId);
  const untilEnded = async () => await untilRunsEnded(service, integrationId, time);

  const workMs = fixedWorkMs(people);
  const measure = async (
    operation: string,
    act: (round: number) => Promise<unknown>,
  ): Promise<DelayFigures> => {
    let longestMs = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      await service.longestDelayMs();
      await act(round);
      longestMs = Math.max(longestMs, await service.longestDelayMs());
      await untilEnded();
    }
    return { operation, longestMs, workMs };
  };

  yield await measure('a find of 1,000 contacts', async (round) => {
    await setEnabled(service, integrationId, false);
    await push(service, chunks[round] ?? []);
    // Forgets the delay of the push.
    await service.longestDelayMs();
    // Starts a run over these contacts. None has a link, so each is found by its e-mail.
    await setEnabled(service, integrationId, true);
    await untilEnded();
  });
  const everyContact = { integrationId, scope: { kind: 'ALL' } };
  const { id: runId } = await service.user.call<{ id: string }>('sync.start', everyContact);
  await untilEnded();
  yield await measure('an export of 5,000 items', async () => await exportItems(service, runId));
  yield await measure('a discovery of 1,000 attributes', async () => await discover(service, integrationId));
  yield await measure(
    'a suggestion for 1,000 attributes',
    async () => await service.user.call('config.suggestMapping', { integrationId }),
  );
  yield await measure('a push of 8 MiB', async (round) => await push(service, largestPush(CONTACTS, round)));
}

async function push({ backend }: RemoteService, contacts: readonly object[]): Promise<void> {
  await backend.call('sync.push', { accountId: ACCOUNT_ID, contacts });
}

async function setEnabled({ user }: RemoteService, integrationId: string, enabled: boolean): Promise<void> {
  const { version } = await user.call<{ version: number }>('config.get', { integrationId });
  await user.call('config.update', { integrationId, version, enabled });
}

async function discover({ user }: RemoteService, integrationId: string): Promise<number> {
  const input = { integrationId, refresh: true };
  return (await user.call<{ crmFields: unknown[] }>('discovery.fields', input)).crmFields.length;
}

async function widenTable(
  service: RemoteService,
  emulator: RemoteEmulator,
  integrationId: string,
): Promise<void> {
  const standard = await discover(service, integrationId);
  for (let number = standard + 1; number <= ATTRIBUTES; number += 1) await emulator.addAttribute(number);
}

/** Reads all items of a run, page by page. */
async function exportItems({ user }: RemoteService, runId: string): Promise<void> {
  for (let cursor: string | null = null, more = true; more; more = cursor !== null) {
    const page: { nextCursor: string | null } = await user.call('sync.items', {
      runId,
      limit: ITEMS_PER_PAGE,
      ...(cursor === null ? {} : { cursor }),
    });
    cursor = page.nextCursor;
  }
}

const WORK_ROUNDS = 21;

/** The median time to serialise and parse the people. */
function fixedWorkMs(people: readonly object[]): number {
  const times = Array.from({ length: WORK_ROUNDS }, () => {
    const startedMs = performance.now();
    JSON.parse(JSON.stringify(people));
    return performance.now() - startedMs;
  });
  return quantile(times, 0.5);
}
