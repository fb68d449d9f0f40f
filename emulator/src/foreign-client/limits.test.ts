import { expect, test } from 'vitest';
import { openForeignStage, type Row, refusalOf } from './testing/foreign-client.ts';

const collection = 'contacts';
const withText = (length: number) => `lastname eq '${'x'.repeat(length)}'`;

test('a URL that is too long for a request of its own goes through inside a batch', async () => {
  await using stage = await openForeignStage();
  stage.emulator.seed({ rows: [{ lastname: 'Berg' }] });
  const filter = `lastname eq 'Berg' or ${withText(40_000)}`;
  const found = await stage.api.retrieveMultiple<Row>({ collection, select: ['lastname'], filter });
  expect(found.value).toMatchObject([{ lastname: 'Berg' }]);
  expect(stage.emulator.requestCounts()).toMatchObject({ requests: { batch: 1, find: 0 } });
});

test('a URL of more than 65,536 characters is too long for a batch, too', async () => {
  await using stage = await openForeignStage();
  const asked = stage.api.retrieveMultiple({ collection, filter: withText(66_000) });
  expect(await refusalOf(asked)).toMatchObject({ status: 400, code: '0x80060888' });
});

test('a batch takes 1,000 requests, and no more', async () => {
  await using stage = await openForeignStage();
  const { api, emulator } = stage;
  const create = (count: number) => {
    api.startBatch();
    for (let at = 0; at < count; at += 1) void api.create({ collection, data: { lastname: `${at}` } });
    return api.executeBatch();
  };
  expect(await refusalOf(create(1001))).toMatchObject({ status: 400, code: '0x80048d19' });
  expect(emulator.contactCount()).toBe(0);
  expect(await create(1000)).toHaveLength(1000);
  expect(emulator.contactCount()).toBe(1000);
});

test('a change set that refers to what it has not created is refused as a whole', async () => {
  await using stage = await openForeignStage();
  const { api, emulator } = stage;
  api.startBatch();
  void api.create({ collection, data: { lastname: 'Berg' }, contentId: '1' });
  void api.create({ collection, data: { 'parentcustomerid_contact@odata.bind': '$7' }, contentId: '2' });
  await expect(api.executeBatch()).rejects.toMatchObject([
    { status: 400, error: { code: '0x80048d19', message: expect.stringContaining("'$7'") as string } },
  ]);
  expect(emulator.contactCount()).toBe(0);
});

test('a body that is too large is refused with 413, and nothing of it is written', async () => {
  await using stage = await openForeignStage({ maxBodyBytes: 1000 });
  const refusal = await refusalOf(stage.createContact({ description: 'x'.repeat(1001) }));
  expect(refusal).toMatchObject({ status: 413 });
  expect(stage.emulator.contactCount()).toBe(0);
});

test('whoever has had all requests of the window waits for the next', async () => {
  let now = Date.UTC(2026, 2, 1);
  await using stage = await openForeignStage({ runtime: { now: () => new Date(now) } });
  stage.emulator.setProtection({ enforced: true, requests: 1, windowSeconds: 10 });
  await stage.createContact({ lastname: 'Berg' });
  await expect(stage.createContact({ lastname: 'Tal' })).rejects.toMatchObject({
    status: 429,
    code: '0x80072322',
    headers: { 'retry-after': '10' },
  });
  now += 11_000;
  await stage.createContact({ lastname: 'Tal' });
  expect(stage.emulator.contactCount()).toBe(2);
});

test('a gateway that answers in HTML is no refusal by Dataverse', async () => {
  await using stage = await openForeignStage();
  stage.emulator.addFaults({
    action: {
      type: 'respond',
      status: 503,
      headers: { 'Content-Type': 'text/html' },
      body: '<html>Service Unavailable</html>',
    },
  });
  const refused = stage.api.callFunction('WhoAmI');
  await expect(refused).rejects.toMatchObject({ status: 503 });
  await expect(refused).rejects.not.toHaveProperty('code');
});

test.each([
  ['beforeCommit', 0],
  ['afterCommit', 1],
] as const)('a create whose connection ends %s leaves %i rows, and no answer', async (when, rows) => {
  await using stage = await openForeignStage();
  stage.emulator.addFaults({ match: { method: 'POST' }, action: { type: 'drop', when } });
  await expect(stage.createContact({ lastname: 'Berg' })).rejects.not.toHaveProperty('status');
  expect(stage.emulator.contactCount()).toBe(rows);
});
