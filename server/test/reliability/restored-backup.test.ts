import { copyFile } from 'node:fs/promises';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { checkLedger } from './support/check-ledger.ts';
import { findDatabaseErrors } from './support/database-checks.ts';
import { processFixture } from './support/process-fixture.ts';
import { people, person, push, pushAndWait, untilFinished } from './support/pushes.ts';
import { waitUntil } from './support/wait.ts';

test('restoring an older backup of the database creates no duplicates in Dataverse', async () => {
  await using fixture = await processFixture({ latencyMs: 30 });
  const process = await fixture.start();
  await fixture.connect(process);
  const service = fixture.service(process);
  const all = people(1_800, 'person');
  const runs = [...(await push(service, all.slice(0, 900))), ...(await push(service, all.slice(900)))];
  await waitUntil(() => fixture.emulator.contactCount() >= 200);
  const backupPath = `${fixture.databasePath}.backup`;
  const source = new Sqlite(fixture.databasePath, { readonly: true });
  await source.backup(backupPath);
  source.close();

  // After the backup the runs finish, more contacts are pushed, and one changes its name and e-mail.
  for (const { id } of runs) await untilFinished(service, id);
  const moved = { ...person('person-7', 'Married'), email: 'married@example.org' };
  const later = people(40, 'later');
  await pushAndWait(service, [moved, ...later]);
  expect(fixture.emulator.contactCount()).toBe(1_840);
  await process.kill();
  await restore(backupPath, fixture.databasePath);

  const restored = await fixture.start();
  const afterwards = fixture.service(restored);
  for (const { id } of runs) await untilFinished(afterwards, id);
  // The caller repeats what it pushed after the backup.
  await pushAndWait(afterwards, [moved, ...later]);
  await restored.kill();
  expect(fixture.emulator.contactCount()).toBe(1_840);
  const current = [...all.filter(({ id }) => id !== moved.id), moved, ...later];
  expect(checkLedger(fixture.emulator, current)).toMatchObject({ lost: [], createdTwice: [], wrong: [] });
  expect(findDatabaseErrors(fixture.databasePath)).toEqual([]);
});

/** As an operator does it: empty the write-ahead log, then replace the file. */
async function restore(backupPath: string, databasePath: string): Promise<void> {
  const stale = new Sqlite(databasePath);
  stale.pragma('wal_checkpoint(truncate)');
  stale.close();
  await copyFile(backupPath, databasePath);
}
