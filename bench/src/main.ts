import { allCases } from './cases/all-cases.ts';
import { measureClient } from './cases/measure.ts';
import { batched } from './clients/batched.ts';
import { bulk } from './clients/bulk.ts';
import { oneByOne } from './clients/one-by-one.ts';
import { ours } from './clients/ours.ts';
import { startRemoteEmulator } from './emulator/remote-emulator.ts';
import { createModelTime } from './time/model-time.ts';

const only = process.argv[2];
const who = process.argv[3];
await using emulator = await startRemoteEmulator();
const stage = { emulator, time: createModelTime(1) };
const cases = allCases(Number(process.env['N'] ?? 4000), 10_000).filter(
  (c) => !only || only.split(',').includes(c.id),
);
for (const [client, limit] of [
  [oneByOne, 300],
  [batched, 1e9],
  [bulk, 1e9],
  [ours, 1e9],
] as const) {
  if (who && !who.split(',').includes(client.id)) continue;
  for await (const m of measureClient(client, cases, limit, stage)) {
    console.log(
      m.caseId.padEnd(20),
      m.clientId.padEnd(11),
      m.contacts,
      (m.durationMs / 1000).toFixed(2) + 's',
      'floor',
      (m.floorMs / 1000).toFixed(2),
      ((100 * m.floorMs) / m.durationMs).toFixed(1) + '%',
      ((m.contacts / m.durationMs) * 1000).toFixed(1) + '/s',
      'req',
      m.requests,
      'op',
      m.operations,
      'lost',
      m.lost,
      'dup',
      m.duplicated,
      'needless',
      m.needlessWrites,
      '429',
      m.throttled,
      'early',
      m.early,
      'beyond',
      m.waitedBeyondMs.toFixed(0),
      'cpu/c µs',
      ((m.cpuMs * 1000) / m.contacts).toFixed(0),
    );
  }
}
