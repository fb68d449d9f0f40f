import { expect, test } from 'vitest';
import { z } from 'zod';
import { type ForeignFixture, openForeignFixture, type Row } from './testing/foreign-client.ts';

const ID = '6f1d3b1e-6f0a-4f2e-9c55-1f0a7d1c2b3a';
const collection = 'contacts';
const alone = { collection, inChangeSet: false } as const;
const TOO_LONG = { lastname: 'x'.repeat(51) };
const tooLong = expect.objectContaining({
  status: 400,
  error: expect.objectContaining({ code: '0x80044331' }) as unknown,
}) as unknown;

/** Results and refusals in the order of the requests; the client types them as any. */
const executeBatch = async ({ api }: ForeignFixture) => z.array(z.unknown()).parse(await api.executeBatch());

const namesIn = ({ emulator }: ForeignFixture) => [...emulator.contacts()].map(({ lastname }) => lastname);

test('a batch answers each of its requests, in order', async () => {
  await using fixture = await openForeignFixture();
  const { api, emulator } = fixture;
  emulator.seed({ rows: [{ contactid: ID, lastname: 'Schon da' }] });
  api.startBatch();
  void api.create({ ...alone, data: { lastname: 'Berg' } });
  void api.update({ ...alone, key: ID, data: { jobtitle: 'Kassenwart' } });
  void api.retrieve({ ...alone, key: ID, select: ['jobtitle'] });
  void api.retrieveMultiple({ ...alone, select: ['lastname'] });
  void api.count(alone);
  void api.deleteRecord({ ...alone, key: ID });
  const [created, updated, read, found, count, deleted] = await executeBatch(fixture);
  expect(emulator.contact(String(created))).toMatchObject({ lastname: 'Berg' });
  expect(updated).toBe(true);
  expect(read).toMatchObject({ contactid: ID, jobtitle: 'Kassenwart' });
  expect(found).toMatchObject({ value: [{ lastname: 'Schon da' }, { lastname: 'Berg' }] });
  expect(count).toBe(2);
  expect(deleted).toBe(true);
  expect(namesIn(fixture)).toEqual(['Berg']);
});

test('a batch stops at its first error, and earlier operations stay committed', async () => {
  await using fixture = await openForeignFixture();
  const { api } = fixture;
  api.startBatch();
  void api.create({ ...alone, data: { lastname: 'Berg' } });
  void api.create({ ...alone, data: TOO_LONG });
  void api.create({ ...alone, data: { lastname: 'Tal' } });
  await expect(api.executeBatch()).rejects.toEqual([expect.any(String), tooLong]);
  expect(namesIn(fixture)).toEqual(['Berg']);
});

test('a batch with continue-on-error answers every operation in its place', async () => {
  await using fixture = await openForeignFixture();
  const { api, emulator } = fixture;
  emulator.seed({ rows: [{ contactid: ID, lastname: 'Schon da' }] });
  api.startBatch();
  void api.create({ ...alone, data: TOO_LONG });
  void api.update({ ...alone, key: ID, ifmatch: 'W/"1"', data: { lastname: 'Neu' } });
  void api.update({ ...alone, key: ID.replace('6f1d', '7f1d'), data: { lastname: 'Neu' } });
  void api.create({ ...alone, data: { lastname: 'Berg' } });
  expect(await api.executeBatch({ continueOnError: true })).toMatchObject([
    tooLong,
    { status: 412, error: { code: '0x80060882' } },
    { status: 404, error: { code: '0x80040217' } },
    expect.any(String),
  ]);
  expect(namesIn(fixture)).toEqual(['Schon da', 'Berg']);
});

test('in a change set a row can refer to another one that the change set creates', async () => {
  await using fixture = await openForeignFixture();
  const { api, emulator } = fixture;
  api.startBatch();
  void api.create({ collection, data: { lastname: 'Mutter' }, contentId: '1' });
  void api.create({
    collection,
    data: { lastname: 'Kind', 'parentcustomerid_contact@odata.bind': '$1' },
    contentId: '2',
  });
  const [parent, child] = await executeBatch(fixture);
  expect(emulator.contact(String(child))).toMatchObject({ _parentcustomerid_value: parent });
});

test('a change set is atomic, and one part contains the error', async () => {
  await using fixture = await openForeignFixture();
  const { api } = fixture;
  api.startBatch();
  void api.create({ collection, data: { lastname: 'Berg' }, contentId: '1' });
  void api.create({ collection, data: TOO_LONG, contentId: '2' });
  await expect(api.executeBatch()).rejects.toEqual([tooLong]);
  expect(namesIn(fixture)).toEqual([]);
});

test('a throttled batch is one refusal with the time to wait', async () => {
  await using fixture = await openForeignFixture();
  const { api, emulator } = fixture;
  emulator.addFaults({
    match: { url: '\\$batch$' },
    action: { type: 'throttle', limit: 'time', retryAfter: 17 },
  });
  api.startBatch();
  void api.create<Row>({ ...alone, data: { lastname: 'Berg' } });
  await expect(api.executeBatch()).rejects.toMatchObject({
    status: 429,
    code: '0x80072321',
    headers: { 'retry-after': '17' },
  });
  expect(namesIn(fixture)).toEqual([]);
});
