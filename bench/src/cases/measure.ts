import type { Contact } from '@goodfunds/shared';
import type { BenchClient, Worker } from '../clients/client.ts';
import { ATTRIBUTES, OWNER_OF_TAKEN_PHONE } from '../data/people.ts';
import { COSTS } from '../emulator/costs.ts';
import type { RemoteEmulator } from '../emulator/remote-emulator.ts';
import { floorMs } from '../figures/floor.ts';
import type { Measurement } from '../figures/measurement.ts';
import { throttlingFigures } from '../figures/throttling.ts';
import { traffic } from '../figures/traffic.ts';
import { verdict } from '../figures/verdict.ts';
import type { ModelTime } from '../time/model-time.ts';
import type { BenchCase } from './case.ts';
import { expectationOf, requiredWork, rowsBefore } from './expectation.ts';
import { startStorms } from './storm-weather.ts';

export type Stage = { readonly emulator: RemoteEmulator; readonly time: ModelTime };

/** Takes one client through the cases, each with its first `limit` contacts. */
export async function* measureClient(
  client: BenchClient,
  cases: readonly BenchCase[],
  limit: number,
  stage: Stage,
): AsyncGenerator<Measurement> {
  let worker: Worker | null = null;
  try {
    for (const bench of cases) {
      stage.time.setFactor(bench.factor);
      await stage.emulator.setFactor(bench.factor);
      const contacts = bench.contacts.slice(0, limit);
      if (!bench.continues || worker === null) {
        await worker?.[Symbol.asyncDispose]();
        await prepare(bench, contacts, stage);
        worker = await client.open({ access: stage.emulator.access, time: stage.time });
      }
      yield await measure(bench, client, worker, contacts, stage);
    }
  } finally {
    await worker?.[Symbol.asyncDispose]();
  }
}

async function prepare(bench: BenchCase, contacts: readonly Contact[], { emulator }: Stage): Promise<void> {
  const isKeyed = bench.refused.size > 0;
  await emulator.prepare([...rowsBefore(bench, contacts), ...(isKeyed ? [OWNER_OF_TAKEN_PHONE] : [])]);
  if (isKeyed) await emulator.addKey('telephone1');
}

async function measure(
  bench: BenchCase,
  client: BenchClient,
  worker: Worker,
  contacts: readonly Contact[],
  { emulator, time }: Stage,
): Promise<Measurement> {
  const shares = bench.shares(contacts);
  const others: Worker[] = [];
  for (let count = 1; count < shares.length; count += 1) others.push(await worker.beside());
  await emulator.clearRecords();
  await emulator.addFaults(bench.faults);

  const stopStorms = bench.storm ? startStorms(bench.storm, emulator, time) : null;
  const cpuBefore = process.cpuUsage();
  const startedMs = time.now();
  await Promise.all(shares.map((share, index) => (others[index - 1] ?? worker).bringIn(share)));
  const durationMs = time.now() - startedMs;
  const cpu = process.cpuUsage(cpuBefore);
  await stopStorms?.();
  for (const other of others) await other[Symbol.asyncDispose]();

  const log = await emulator.requests();
  const throttling = throttlingFigures(log, {
    retryAfterMs: (bench.storm?.retryAfterSeconds ?? 0) * 1_000,
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
    ...verdict(expectationOf(bench, contacts), await emulator.contacts(ATTRIBUTES), await emulator.ledger()),
  };
}
