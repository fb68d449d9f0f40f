import type { Integration } from '@goodfunds/shared';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { dataOf } from '../harness/http-client.ts';
import { processFixture } from './support/process-fixture.ts';
import { person, push, pushAndWait, untilFinished } from './support/pushes.ts';

test.each(['before addMemoryKey', 'inside addMemoryKey', 'after addMemoryKey'])(
  'a start that dies %s leaves a database with which the next one starts',
  async (point) => {
    await using fixture = await processFixture();
    const stopAt = { point, hit: 1, signal: 'SIGKILL' } as const;
    expect(await fixture.tryStart({ stopAt })).toBeNull();
    const process = await fixture.start();
    await fixture.connect(process);
    await pushAndWait(fixture.service(process), [person('ada')]);
    await process.kill();
    const file = new Sqlite(fixture.databasePath, { readonly: true });
    expect(file.prepare('select count(*) from memory_key').pluck().get()).toBe(1);
    expect(file.prepare('select length(memory) from links').pluck().all()).toEqual([3 * 24]);
    file.close();
  },
);

test.each([
  ['after write', 'Hopper'],
  ['before commit', 'Hopper'],
  ['inside commit', 'Hopper'],
  ['after commit', 'Hopper'],
  ['before write', 'Berg'],
])('what a CRM user edits after a process died %s stays', async (point, nameAtDeath) => {
  await using fixture = await processFixture();
  const first = await fixture.start();
  await fixture.connect(first);
  await pushAndWait(fixture.service(first), [person('ada')]);
  await first.kill();

  const dying = await fixture.start({ stopAt: { point, hit: 1, signal: 'SIGKILL' } });
  // The answer can be lost with the process.
  const [run] = await push(fixture.service(dying), [person('ada', 'Hopper')]).catch(() => []);
  await dying.ended;
  const [row] = [...fixture.emulator.contacts()];
  expect(row).toMatchObject({ lastname: nameAtDeath });
  fixture.emulator.editContact(String(row?.['contactid']), { lastname: 'Edited', firstname: null });

  const last = await fixture.start();
  const user = await fixture.user(last);
  const [integration] = await dataOf<Integration[]>(user('config.list', {}));
  expect(integration).toMatchObject({ strategy: 'UPDATE_IF_SOURCE_CHANGED', onEditConflict: 'GOODFUNDS' });
  if (run) await untilFinished(fixture.service(last), run.id);
  await pushAndWait(fixture.service(last), [{ ...person('ada', 'Hopper'), phone: '1' }]);
  expect([...fixture.emulator.contacts()]).toMatchObject([{ lastname: 'Edited', firstname: null }]);
});
