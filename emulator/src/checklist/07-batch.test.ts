import { describe, expect, test } from 'vitest';
import { startEmulator } from '../start-emulator.ts';
import type { Operation } from '../testing/batch.ts';
import { answeredParts, batchBody, continueOnError, sendBatch } from '../testing/batch.ts';
import { connect, idIn, inQuery, refusal } from '../testing/client.ts';

const create = (lastname: unknown): Operation => ({ method: 'POST', path: 'contacts', body: { lastname } });
const tooLong = create('x'.repeat(51));
const multipart = { 'Content-Type': 'multipart/mixed; boundary="batch_1"' };

describe('7. $batch: framing, order, failures, change sets', () => {
  test('parts are answered in order, with CRLF framing', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    const id = idIn(await client.post('contacts', { lastname: 'One' }));
    const answer = await sendBatch(client, [
      { method: 'GET', path: `contacts(${id})?$select=lastname` },
      { method: 'PATCH', path: `contacts(${id})`, body: { lastname: 'Two' }, headers: { 'If-Match': '*' } },
      { method: 'GET', path: `contacts(${id})?$select=lastname` },
      { method: 'DELETE', path: `contacts(${id})` },
    ]);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toMatch(
      /^multipart\/mixed; boundary=batchresponse_[0-9a-f-]{36}$/,
    );
    expect(answer.text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(answeredParts(answer)).toMatchObject([
      {
        status: 200,
        json: { lastname: 'One' },
        headers: { 'content-type': 'application/json; odata.metadata=minimal; odata.streaming=true' },
      },
      {
        status: 204,
        json: null,
        headers: { 'odata-entityid': `${emulator.baseUrl}/api/data/v9.2/contacts(${id})` },
      },
      { status: 200, json: { lastname: 'Two' } },
      { status: 204 },
    ]);
  });

  test('bare line feeds are refused as an unreadable stream', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    const body = batchBody([create('One')]);
    for (const broken of [body.replaceAll('\r\n', '\n'), body.replace('HTTP/1.1\r\n', 'HTTP/1.1\n')]) {
      const refused = refusal(await client.send('POST', '$batch', broken, multipart));
      expect(refused).toMatchObject({ status: 400, code: '0x80048d19' });
      expect(refused.message).toContain('Stream was not readable.');
    }
    expect(emulator.contactCount()).toBe(0);
  });

  test('a read needs the empty line after its headers, and the batch its closing delimiter', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    const body = batchBody([
      { method: 'GET', path: 'contacts?$top=1', headers: { Accept: 'application/json' } },
    ]);
    const withoutEmptyLine = body.replace('json\r\n\r\n\r\n', 'json\r\n');
    expect((await client.send('POST', '$batch', withoutEmptyLine, multipart)).status).toBe(400);
    expect((await client.send('POST', '$batch', body.replace('--batch_1--', ''), multipart)).status).toBe(
      400,
    );
    expect((await client.send('POST', '$batch', body)).status).toBe(400);
  });

  test('without continue-on-error the first failure ends the batch: outer 400, multipart body, earlier parts committed', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    const answer = await sendBatch(client, [create('One'), tooLong, create('Three')]);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toMatch(/^multipart\/mixed/);
    expect(answeredParts(answer)).toMatchObject([
      { status: 204 },
      {
        status: 400,
        json: { error: { code: '0x80044331' } },
        headers: { req_id: expect.any(String) as unknown },
      },
    ]);
    expect([...emulator.contacts()].map((row) => row.lastname)).toEqual(['One']);
  });

  test('the outer status is that of the failure', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    const missing = 'contacts(33333333-3333-4333-8333-333333333333)';
    expect((await sendBatch(client, [{ method: 'GET', path: missing }])).status).toBe(404);
  });

  test('with continue-on-error the outer status is 200 and every part is answered', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    const answer = await sendBatch(client, [create('One'), tooLong, create('Three')], continueOnError);
    expect(answer.status).toBe(200);
    expect(answeredParts(answer).map((part) => part.status)).toEqual([204, 400, 204]);
    expect(emulator.contactCount()).toBe(2);
  });

  test('a batch has at most 1000 operations, those in change sets included', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    const reads = Array.from({ length: 999 }, () => ({ method: 'GET', path: 'WhoAmI' }));
    const set = (count: number) =>
      Array.from({ length: count }, (_, at) => ({ ...create('x'), contentId: `${at}` }));
    expect((await sendBatch(client, [...reads, set(1)])).status).toBe(200);
    const refused = refusal(await sendBatch(client, [...reads, set(2)]));
    expect(refused).toMatchObject({ status: 400 });
    expect(refused.message).toContain("maximum number of '1000'");
    expect(emulator.contactCount()).toBe(1);
  });

  test('a batch in a batch is refused', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    expect((await sendBatch(client, [{ method: 'POST', path: '$batch' }])).status).toBe(400);
    expect((await client.get('$batch')).status).toBe(405);
  });

  test.each(['nested', 'bare'] as const)(
    'a change set is atomic, and its failure is answered %s',
    async (form) => {
      await using emulator = await startEmulator();
      emulator.setBatchFormat({ changeSetFailure: form });
      const client = await connect(emulator);
      const set = [
        { ...create('One'), contentId: '1' },
        { ...tooLong, contentId: '2' },
        { ...create('Three'), contentId: '3' },
      ];
      const answer = await sendBatch(client, [create('Before'), set, create('After')], continueOnError);
      const failure = { status: 400, contentId: '2' };
      expect(answeredParts(answer)).toMatchObject([
        { status: 204 },
        form === 'bare' ? failure : { parts: [failure] },
        { status: 204 },
      ]);
      expect([...emulator.contacts()].map((row) => row.lastname)).toEqual(['Before', 'After']);
      expect(emulator.ledger().map((commit) => commit.kind)).toEqual(['create', 'create']);
    },
  );

  test('a change set rolls back updates and deletes, etags and indexes included', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    const { ids } = emulator.seed({ rows: [{ emailaddress1: 'a@x.org' }, { emailaddress1: 'b@x.org' }] });
    const [one = '', two = ''] = ids;
    const before = [...emulator.contacts()];
    const answer = await sendBatch(client, [
      [
        { method: 'PATCH', path: `contacts(${one})`, body: { emailaddress1: 'c@x.org' }, contentId: '1' },
        { method: 'DELETE', path: `contacts(${two})`, contentId: '2' },
        { ...tooLong, contentId: '3' },
      ],
    ]);
    expect(answer.status).toBe(400);
    expect([...emulator.contacts()]).toEqual(before);
    const found = await client.get(inQuery('emailaddress1', ['a@x.org', 'b@x.org', 'c@x.org']));
    expect(found.json).toMatchObject({ value: [{ contactid: one }, { contactid: two }] });
  });

  test('inside a change set $1 is the row that Content-ID 1 created', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    const answer = await sendBatch(client, [
      [
        { ...create('Parent'), contentId: '1' },
        {
          method: 'POST',
          path: 'contacts',
          body: { lastname: 'Child', 'parentcustomerid_contact@odata.bind': '$1' },
          contentId: '2',
        },
        { method: 'PATCH', path: '$1', body: { jobtitle: 'Mother' }, contentId: '3' },
      ],
    ]);
    expect(answeredParts(answer)).toMatchObject([
      { status: 200, parts: [{ status: 204, contentId: '1' }, { status: 204 }, { status: 204 }] },
    ]);
    const [parent, child] = [...emulator.contacts()];
    expect(parent).toMatchObject({ jobtitle: 'Mother' });
    expect(child).toMatchObject({ _parentcustomerid_value: parent?.contactid });
    const unknown = await sendBatch(
      client,
      [[{ method: 'PATCH', path: '$9', body: {}, contentId: '1' }]],
      continueOnError,
    );
    expect(answeredParts(unknown)).toMatchObject([
      {
        parts: [
          {
            status: 400,
            json: { error: { message: "Content-ID Reference: '$9' does not exist in the batch context." } },
          },
        ],
      },
    ]);
  });

  test('a change set accepts no reads, and every operation needs its Content-ID', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    expect((await sendBatch(client, [[{ method: 'GET', path: 'WhoAmI', contentId: '1' }]])).status).toBe(400);
    expect((await sendBatch(client, [[create('x')]])).status).toBe(400);
  });

  test('inside a batch a URL can have 65,536 characters', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    const read = (length: number) => ({
      method: 'GET',
      path: `contacts?$select=contactid&tag=${'x'.repeat(length)}`,
    });
    expect((await sendBatch(client, [read(60_000)])).status).toBe(200);
    expect((await sendBatch(client, [read(65_600)])).status).toBe(400);
  });

  test('targets can be absolute or relative, and metadata can be read in a batch', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    const body = batchBody([
      { method: 'GET', path: 'WhoAmI' },
      { method: 'GET', path: "EntityDefinitions(LogicalName='contact')?$select=EntitySetName" },
    ])
      .replace('GET /api/data/v9.2/WhoAmI', `GET ${emulator.baseUrl}/api/data/v9.2/WhoAmI`)
      .replace('GET /api/data/v9.2/Entity', 'GET Entity');
    const answer = await client.send('POST', '$batch', body, multipart);
    expect(answeredParts(answer)).toMatchObject([
      { status: 200 },
      { status: 200, json: { EntitySetName: 'contacts' } },
    ]);
  });
});
