import { expect, test } from 'vitest';
import { openForeignFixture, type Row, refusalOf } from './testing/foreign-client.ts';

const collection = 'contacts';
const withText = (length: number) => `lastname eq '${'x'.repeat(length)}'`;

test('a URL too long for a single request is accepted inside a batch', async () => {
  await using fixture = await openForeignFixture();
  fixture.emulator.seed({ rows: [{ lastname: 'Berg' }] });
  const filter = `lastname eq 'Berg' or ${withText(40_000)}`;
  const found = await fixture.api.retrieveMultiple<Row>({ collection, select: ['lastname'], filter });
  expect(found.value).toMatchObject([{ lastname: 'Berg' }]);
  expect(fixture.emulator.requestCounts()).toMatchObject({ requests: { batch: 1, find: 0 } });
});

test('a URL of more than 65,536 characters is too long for a batch too', async () => {
  await using fixture = await openForeignFixture();
  const asked = fixture.api.retrieveMultiple({ collection, filter: withText(66_000) });
  expect(await refusalOf(asked)).toMatchObject({ status: 400, code: '0x80060888' });
});

test('a batch accepts 1,000 requests and no more', async () => {
  await using fixture = await openForeignFixture();
  const { api, emulator } = fixture;
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

test('a change set with an unknown reference is refused as a whole', async () => {
  await using fixture = await openForeignFixture();
  const { api, emulator } = fixture;
  api.startBatch();
  void api.create({ collection, data: { lastname: 'Berg' }, contentId: '1' });
  void api.create({ collection, data: { 'parentcustomerid_contact@odata.bind': '$7' }, contentId: '2' });
  await expect(api.executeBatch()).rejects.toMatchObject([
    { status: 400, error: { code: '0x80048d19', message: expect.stringContaining("'$7'") as string } },
  ]);
  expect(emulator.contactCount()).toBe(0);
});

test('a body that is too large is refused with 413 and not written', async () => {
  await using fixture = await openForeignFixture({ maxBodyBytes: 1000 });
  const refusal = await refusalOf(fixture.createContact({ description: 'x'.repeat(1001) }));
  expect(refusal).toMatchObject({ status: 413 });
  expect(fixture.emulator.contactCount()).toBe(0);
});

test('a client above the request limit waits for the next window', async () => {
  let now = Date.UTC(2026, 2, 1);
  await using fixture = await openForeignFixture({ runtime: { now: () => new Date(now) } });
  fixture.emulator.setProtection({ enforced: true, requests: 1, windowSeconds: 10 });
  await fixture.createContact({ lastname: 'Berg' });
  await expect(fixture.createContact({ lastname: 'Tal' })).rejects.toMatchObject({
    status: 429,
    code: '0x80072322',
    headers: { 'retry-after': '10' },
  });
  now += 11_000;
  await fixture.createContact({ lastname: 'Tal' });
  expect(fixture.emulator.contactCount()).toBe(2);
});

test('a gateway that answers with HTML is not a Dataverse error', async () => {
  await using fixture = await openForeignFixture();
  fixture.emulator.addFaults({
    action: {
      type: 'respond',
      status: 503,
      headers: { 'Content-Type': 'text/html' },
      body: '<html>Service Unavailable</html>',
    },
  });
  const refused = fixture.api.callFunction('WhoAmI');
  await expect(refused).rejects.toMatchObject({ status: 503 });
  await expect(refused).rejects.not.toHaveProperty('code');
});

test.each([
  ['beforeCommit', 0],
  ['afterCommit', 1],
] as const)('a create whose connection ends %s leaves %i rows, and no answer', async (when, rows) => {
  await using fixture = await openForeignFixture();
  fixture.emulator.addFaults({ match: { method: 'POST' }, action: { type: 'drop', when } });
  await expect(fixture.createContact({ lastname: 'Berg' })).rejects.not.toHaveProperty('status');
  expect(fixture.emulator.contactCount()).toBe(rows);
});
