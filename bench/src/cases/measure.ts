import type { Contact } from '@goodfunds/shared';
import type { BenchClient, Worker } from '../clients/client.ts';
import { ATTRIBUTES, OWNER_OF_TAKEN_PHONE } from '../data/people.ts';
import { COSTS } from '../emulator/costs.ts';
import type { RemoteEmulator } from '../emulator/remote-emulator.ts';
import { checkResult } from '../figures/check-result.ts';
import { floorMs } from '../figures/floor.ts';
import type { Measurement } from '../figures/measurement.ts';
import { throttlingFigures } from '../figures/throttling.ts';
import { traffic } from '../figures/traffic.ts';
import type { SimulatedTime } from '../time/simulated-time.ts';
import type { BenchCase } from './case.ts';
import { expectationOf, requiredWork, rowsBefore } from './expectation.ts';
import { startThrottling } from './throttle-schedule.ts';

export type BenchContext = { readonly emulator: RemoteEmulator; readonly time: SimulatedTime };

/** Runs the cases with one client, each with its first `limit` contacts. */
export async function* measureClient(
  client: BenchClient,
  cases: readonly BenchCase[],
  limit: number,
  context: BenchContext,
): AsyncGenerator<Measurement> {
  let worker: Worker | null = null;
  try {
    for (const bench of cases) {
      context.time.setFactor(bench.factor);
      await context.emulator.setFactor(bench.factor);
      const contacts = bench.contacts.slice(0, limit);
      if (!bench.continues || worker === null) {
        await worker?.[Symbol.asyncDispose]();
        await prepare(bench, contacts, context);
        worker = await client.open({ access: context.emulator.access, time: context.time });
      }
      yield await measure(bench, client, worker, contacts, context);
    }
  } finally {
    await worker?.[Symbol.asyncDispose]();
  }
}

async function prepare(
  bench: BenchCase,
  contacts: readonly Contact[],
  { emulator }: BenchContext,
): Promise<void> {
  const isKeyed = bench.refused.size > 0;
  await emulator.prepare([...rowsBefore(bench, contacts), ...(isKeyed ? [OWNER_OF_TAKEN_PHONE] : [])]);
  if (isKeyed) await emulator.addKey('telephone1');
}

async function measure(
  bench: BenchCase,
  client: BenchClient,
  worker: Worker,
  contacts: readonly Contact[],
  { emulator, time }: BenchContext,
): Promise<Measurement> {
  const shares = bench.shares(contacts);
  const others: Worker[] = [];
  for (let count = 1; count < shares.length; count += 1) others.push(await worker.another());
  await emulator.clearRecords();
  await emulator.addFaults(bench.faults);

  const stopThrottling = bench.throttling ? startThrottling(bench.throttling, emulator, time) : null;
  const cpuBefore = process.cpuUsage();
  const startedMs = time.now();
  await Promise.all(shares.map((share, index) => (others[index - 1] ?? worker).sync(share)));
  const durationMs = time.now() - startedMs;
  const cpu = process.cpuUsage(cpuBefore);
  await stopThrottling?.();
  for (const other of others) await other[Symbol.asyncDispose]();

  const log = await emulator.requests();
  const throttling = throttlingFigures(log, {
    retryAfterMs: (bench.throttling?.retryAfterSeconds ?? 0) * 1_000,
    parallelism: COSTS.parallelism,
    factor: bench.factor,
  });
  return {
    caseId: bench.id,
    clientId: client.id,
    contacts: contacts.length,
    durationMs,
    floorMs: floorMs(requiredWork(bench, contacts), COSTS) + throttling.lostMs,
    cpuMs: (cpu.user + cpu.system) / 1_000,
    ...traffic(log),
    ...throttling,
    ...checkResult(
      expectationOf(bench, contacts),
      await emulator.contacts(ATTRIBUTES),
      await emulator.ledger(),
    ),
  };
}
