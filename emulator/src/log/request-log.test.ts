import { expect, test } from 'vitest';
import { startEmulator } from '../start-emulator.ts';
import { sendBatch } from '../testing/batch.ts';
import { connect, requestToken } from '../testing/client.ts';

test('requests are counted by kind, and a batch lists its operations', async () => {
  await using emulator = await startEmulator({ contacts: 1 });
  const client = await connect(emulator);
  await client.get('WhoAmI');
  await client.get("EntityDefinitions(LogicalName='contact')?$select=EntitySetName");
  await client.get('contacts?$top=1');
  await client.get('RetrieveVersion()');
  await client.post('contacts', { lastname: 'One' });
  await sendBatch(client, [
    { method: 'GET', path: 'contacts?$select=contactid&$top=1' },
    { method: 'GET', path: 'nosuch' },
    { method: 'GET', path: 'contacts/$count' },
  ]);
  expect(emulator.requestCounts()).toEqual({
    requests: { token: 1, whoami: 1, metadata: 1, find: 1, batch: 1, write: 1, other: 1 },
    parts: { token: 0, whoami: 0, metadata: 0, find: 1, batch: 0, write: 0, other: 1 },
  });
  expect(emulator.requests().at(-1)).toMatchObject({
    kind: 'batch',
    method: 'POST',
    status: 404,
    parts: [
      { kind: 'find', method: 'GET', url: '/api/data/v9.2/contacts?$select=contactid&$top=1', status: 200 },
      { kind: 'other', method: 'GET', url: '/api/data/v9.2/nosuch', status: 404 },
    ],
  });
  emulator.clearRequests();
  expect(emulator.requests()).toEqual([]);
  expect(emulator.requestCounts().requests.token).toBe(0);
});

test('a bulk action is one write, and a failed change set reports only the failing operation', async () => {
  await using emulator = await startEmulator();
  const client = await connect(emulator);
  emulator.clearRequests();
  await client.post('contacts/Microsoft.Dynamics.CRM.CreateMultiple', {
    Targets: [
      { '@odata.type': 'Microsoft.Dynamics.CRM.contact' },
      { '@odata.type': 'Microsoft.Dynamics.CRM.contact' },
    ],
  });
  const create = (lastname: unknown, contentId: string) => ({
    method: 'POST',
    path: 'contacts',
    body: { lastname },
    contentId,
  });
  await sendBatch(client, [[create('One', '1'), create(2, '2'), create('Three', '3')]]);
  expect(emulator.requestCounts()).toMatchObject({ requests: { write: 1, batch: 1 }, parts: { write: 3 } });
  expect(
    emulator
      .requests()
      .at(-1)
      ?.parts.map((part) => part.status),
  ).toEqual([null, 400, null]);
  expect(emulator.ledger()).toHaveLength(2);
});

test('the log contains no secret and no token', async () => {
  await using emulator = await startEmulator();
  const client = await connect(emulator);
  await requestToken(emulator, { client_secret: 'wrong' });
  await client.get('WhoAmI');
  const log = JSON.stringify(emulator.requests());
  expect(log).not.toContain(client.token);
  expect(log).not.toContain(emulator.clientSecret);
});
