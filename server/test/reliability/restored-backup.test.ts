import { copyFile } from 'node:fs/promises';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { durableHouse } from './support/durable-house.ts';
import { findFlaws } from './support/file-invariants.ts';
import { judgeLedger } from './support/ledger-verdict.ts';
import { people, person, push, pushAndWait, untilEnded } from './support/pushes.ts';
import { untilTrue } from './support/wait.ts';

test('an older copy of the database, restored while Dataverse is ahead, duplicates nobody', async () => {
  await using house = await durableHouse({ latencyMs: 30 });
  const child = await house.mustStart();
  await house.connect(child);
  const service = house.service(child);
  const all = people(1_800, 'person');
  const runs = [...(await push(service, all.slice(0, 900))), ...(await push(service, all.slice(900)))];
  await untilTrue(() => house.emulator.contactCount() >= 200);
  const backupPath = `${house.databasePath}.backup`;
  const source = new Sqlite(house.databasePath, { readonly: true });
  await source.backup(backupPath);
  source.close();

  // After the backup the run ends, others are pushed, and one gets another name and another e-mail.
  for (const { id } of runs) await untilEnded(service, id);
  const moved = { ...person('person-7', 'Married'), email: 'married@example.org' };
  const later = people(40, 'later');
  await pushAndWait(service, [moved, ...later]);
  expect(house.emulator.contactCount()).toBe(1_840);
  await child.kill();
  await restore(backupPath, house.databasePath);

  const restored = await house.mustStart();
  const afterwards = house.service(restored);
  for (const { id } of runs) await untilEnded(afterwards, id);
  // What came after the backup is pushed again by those who know of it.
  await pushAndWait(afterwards, [moved, ...later]);
  await restored.kill();
  expect(house.emulator.contactCount()).toBe(1_840);
  const now = [...all.filter(({ id }) => id !== moved.id), moved, ...later];
  expect(judgeLedger(house.emulator, now)).toMatchObject({ lost: [], createdTwice: [], wrong: [] });
  expect(findFlaws(house.databasePath)).toEqual([]);
});

/** As an operator does it: the copy in place of the file, and nothing left of what was written since. */
async function restore(backupPath: string, databasePath: string): Promise<void> {
  const stale = new Sqlite(databasePath);
  stale.pragma('wal_checkpoint(truncate)');
  stale.close();
  await copyFile(backupPath, databasePath);
}
