import { expect, test } from 'vitest';
import { startEmulator } from '../start-emulator.ts';
import { continueOnError, sendBatch } from '../testing/batch.ts';
import { connect, inQuery, rowsOf } from '../testing/client.ts';

/** The time of this process, and the best of several tries: what the machine does besides must not count. */
async function fastestMs(work: () => Promise<unknown>): Promise<number> {
  let fastest = Infinity;
  for (let turn = 0; turn < 5; turn += 1) {
    const before = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(before);
    fastest = Math.min(fastest, (user + system) / 1_000);
  }
  return fastest;
}

test('In over 100 e-mails or ids uses an index and is far faster than a scan', async () => {
  await using emulator = await startEmulator({ contacts: 200_000 });
  const client = await connect(emulator);
  const sample = [];
  for (const row of emulator.contacts({ properties: ['emailaddress1'] })) {
    sample.push(row);
    if (sample.length === 100) break;
  }
  const emails = sample.map((row) => String(row.emailaddress1).toUpperCase());
  const ids = sample.map((row) => String(row.contactid));
  const scanMs = await fastestMs(() => client.get("contacts?$filter=jobtitle eq 'nobody'"));
  for (const path of [inQuery('emailaddress1', emails), inQuery('contactid', ids)]) {
    expect(rowsOf(await client.get(path))).toHaveLength(100);
    expect(await fastestMs(() => client.get(path))).toBeLessThan(scanMs / 2);
  }
});

test('a batch of 1000 creates takes well under 100 ms on an idle machine', async () => {
  await using emulator = await startEmulator();
  const client = await connect(emulator);
  const operations = Array.from({ length: 1000 }, (_, index) => ({
    method: 'POST',
    path: 'contacts',
    body: {
      firstname: 'Ada',
      lastname: `L${index}`,
      emailaddress1: `a${index}@x.org`,
      birthdate: '1980-01-01',
    },
  }));
  const batchMs = await fastestMs(() => sendBatch(client, operations, continueOnError));
  expect(emulator.contactCount()).toBe(5000);
  // Ten times the promise, because tests share the caches of the machine, and some machines are slow.
  expect(batchMs).toBeLessThan(1000);
});
