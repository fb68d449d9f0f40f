import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Emulator } from '../start-emulator.ts';
import { startEmulator } from '../start-emulator.ts';
import { connect, fetchAnswer, inQuery, refusal, requestToken, rowsOf } from '../testing/client.ts';

function control(emulator: Emulator) {
  return (method: string, path: string, body?: unknown) =>
    fetchAnswer(`${emulator.baseUrl}/_emulator/${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
    });
}

const absent = '33333333-3333-4333-8333-333333333333';

describe('The control API', () => {
  test('seeds rows and generated contacts, and returns one row per line', async () => {
    await using emulator = await startEmulator();
    const ask = control(emulator);
    const seeded = await ask('POST', 'seed', {
      rows: [
        { lastname: 'Müller', emailaddress1: 'm@x.org', createdon: '2020-01-01T00:00:00Z', statecode: 1 },
      ],
      count: 3,
    });
    const [id] = z.object({ ids: z.array(z.string()) }).parse(seeded.json).ids;
    const lines = (await ask('GET', 'contacts')).text.trim().split('\n');
    const firstId = z.object({ contactid: z.string() }).parse(JSON.parse(lines[0] ?? '')).contactid;
    expect(lines).toHaveLength(4);
    expect(JSON.parse(lines[3] ?? '')).toMatchObject({
      contactid: id,
      fullname: 'Müller',
      statecode: 1,
      statuscode: 2,
      createdon: '2020-01-01T00:00:00Z',
      firstname: null,
    });
    const page = (await ask('GET', `contacts?limit=2&properties=lastname&after=${firstId}`)).text;
    expect(
      page
        .trim()
        .split('\n')
        .map((line) => Object.keys(JSON.parse(line) as object)),
    ).toEqual([
      ['@odata.etag', 'contactid', 'lastname'],
      ['@odata.etag', 'contactid', 'lastname'],
    ]);
    expect((await ask('GET', 'contacts/count')).json).toEqual({ count: 4 });
    expect((await ask('GET', `contacts/${id}`)).json).toMatchObject({ lastname: 'Müller' });
    expect((await ask('GET', `contacts/${absent}`)).status).toBe(404);
  });

  test('changes contacts as CRM users do: edit, deactivate, merge, delete', async () => {
    await using emulator = await startEmulator();
    const ask = control(emulator);
    const client = await connect(emulator);
    const { ids } = emulator.seed({
      rows: [{ lastname: 'Master' }, { lastname: 'Sub' }, { lastname: 'Gone' }],
    });
    const [master, sub, gone] = ids;
    const etag = (await client.get(`contacts(${master})`)).headers.get('etag') ?? '';
    expect(
      (await ask('PATCH', `contacts/${master}`, { jobtitle: 'Chair', emailaddress1: 'm@x.org' })).status,
    ).toBe(204);
    expect((await client.patch(`contacts(${master})`, {}, { 'If-Match': etag })).status).toBe(412);
    expect(rowsOf(await client.get(inQuery('emailaddress1', ['m@x.org'])))).toHaveLength(1);
    expect((await ask('POST', `contacts/${sub}/merge`, { masterId: master })).status).toBe(204);
    expect((await client.get(`contacts(${sub})`)).json).toMatchObject({
      merged: true,
      _masterid_value: master,
      statecode: 1,
      statuscode: 2,
    });
    expect((await ask('POST', `contacts/${master}/deactivate`)).status).toBe(204);
    expect((await ask('DELETE', `contacts/${gone}`)).status).toBe(204);
    expect((await client.get(`contacts(${gone})`)).status).toBe(404);
    expect((await ask('GET', 'ledger')).json).toMatchObject([
      { kind: 'update', contactId: master, columns: ['jobtitle', 'emailaddress1'], by: 'staff' },
      { kind: 'update', contactId: sub, by: 'staff' },
      { kind: 'update', contactId: master, columns: ['statecode', 'statuscode'], by: 'staff' },
      { kind: 'delete', contactId: gone, by: 'staff' },
    ]);
    expect((await ask('DELETE', 'ledger')).status).toBe(204);
    expect(emulator.ledger()).toEqual([]);
  });

  test('adds and removes columns and keys', async () => {
    await using emulator = await startEmulator();
    const ask = control(emulator);
    const added = await ask('POST', 'attributes', {
      type: 'String',
      schemaName: 'new_MemberNo',
      maxLength: 10,
    });
    expect(added.json).toEqual({ logicalName: 'new_memberno' });
    expect((await ask('POST', 'attributes', { type: 'String', schemaName: 'new_MemberNo' })).status).toBe(
      400,
    );
    const key = await ask('POST', 'keys', { schemaName: 'new_MemberKey', columns: ['new_memberno'] });
    expect(key.json).toEqual({ status: 'Active' });
    expect((await ask('DELETE', 'attributes/new_memberno')).status).toBe(400);
    expect((await ask('DELETE', 'keys/new_memberkey')).status).toBe(204);
    expect((await ask('DELETE', 'attributes/new_memberno')).status).toBe(204);
    expect((await ask('DELETE', 'attributes/new_memberno')).status).toBe(404);
  });

  test('sets user, privileges, secret, organisation, limits and costs', async () => {
    await using emulator = await startEmulator();
    const ask = control(emulator);
    const client = await connect(emulator);
    expect((await ask('PATCH', 'privileges', { prvReadContact: null })).status).toBe(204);
    expect(refusal(await client.get('contacts')).code).toBe('0x80040220');
    expect((await ask('PUT', 'privileges', { prvReadContact: 'Global' })).status).toBe(204);
    expect((await client.get('contacts')).status).toBe(200);
    expect((await ask('PATCH', 'user', { state: 'disabled' })).status).toBe(204);
    expect(refusal(await client.get('contacts')).code).toBe('0x80040225');
    expect((await ask('PATCH', 'user', { state: 'present' })).status).toBe(204);
    expect((await ask('PUT', 'column-permissions', { new_x: { read: true } })).status).toBe(204);
    expect((await ask('PATCH', 'organization', { organizationId: absent })).status).toBe(204);
    expect((await client.get('WhoAmI')).json).toMatchObject({ OrganizationId: absent });
    expect((await ask('PATCH', 'secret', { clientSecret: 'renewed' })).status).toBe(204);
    expect((await requestToken(emulator, { client_secret: 'renewed' })).status).toBe(200);
    expect((await ask('PATCH', 'directory', { servicePrincipal: 'disabled' })).status).toBe(204);
    expect((await requestToken(emulator)).status).toBe(400);
    expect((await ask('PATCH', 'batch-format', { changeSetFailure: 'bare' })).status).toBe(204);
    expect((await ask('PATCH', 'batch-format', { changeSetFailure: 'other' })).status).toBe(400);
    expect((await ask('PATCH', 'costs', { requestMs: 1, parallelism: 4 })).status).toBe(204);
    expect((await ask('PATCH', 'protection', { enforced: true, requests: 1 })).status).toBe(204);
    expect((await client.get('WhoAmI')).status).toBe(429);
  });

  test('scripts faults, counts how often they acted, and returns the log', async () => {
    await using emulator = await startEmulator();
    const ask = control(emulator);
    const client = await connect(emulator);
    const rule = { name: 'outage', match: { url: 'WhoAmI' }, action: { type: 'respond', status: 503 } };
    expect((await ask('POST', 'faults', [rule])).status).toBe(204);
    expect((await client.get('WhoAmI')).status).toBe(503);
    expect((await ask('GET', 'faults')).json).toMatchObject([
      { rule: { name: 'outage' }, matched: 1, acted: 1 },
    ]);
    expect((await ask('GET', 'requests')).json).toMatchObject([
      { kind: 'token', status: 200 },
      { kind: 'whoami', status: 503, fault: 'outage' },
    ]);
    expect((await ask('GET', 'requests/counts')).json).toMatchObject({ requests: { token: 1, whoami: 1 } });
    expect((await ask('DELETE', 'faults')).status).toBe(204);
    expect((await ask('DELETE', 'requests')).status).toBe(204);
    expect(emulator.requests()).toEqual([]);
  });

  test('reset restores the initial state', async () => {
    await using emulator = await startEmulator({ contacts: 2 });
    const ask = control(emulator);
    const { clientSecret, organizationId } = emulator;
    emulator.addAttribute({ type: 'Boolean', schemaName: 'new_Volunteer' });
    emulator.seed({ rows: [{ new_volunteer: true }] });
    emulator.setUser({ state: 'disabled' });
    emulator.setSecret({ clientSecret: 'other' });
    emulator.setOrganization({ organizationId: absent });
    emulator.setProtection({ enforced: true, requests: 1 });
    emulator.addFaults({ action: { type: 'respond', status: 500 } });
    expect((await ask('POST', 'reset')).status).toBe(204);
    expect(emulator).toMatchObject({ clientSecret, organizationId });
    const client = await connect(emulator);
    expect((await client.get('contacts/$count')).text).toBe('2');
    expect((await client.get('contacts?$select=new_volunteer')).status).toBe(400);
    expect((await client.get('WhoAmI')).status).toBe(200);
  });

  test.each([
    ['POST', 'seed', { rows: [{ nosuch: 1 }] }],
    ['POST', 'seed', { rows: [{ gendercode: 99 }] }],
    ['POST', 'seed', { surprise: true }],
    ['POST', 'faults', [{ action: { type: 'explode' } }]],
    ['POST', 'faults', [{ match: { url: '(' }, action: { type: 'delay', delayMs: 1 } }]],
    ['POST', 'attributes', { type: 'String', schemaName: 'prefixless' }],
    ['PUT', 'privileges', { prvReadContact: 'Everything' }],
  ])('invalid input is refused with a reason: %s %s %j', async (method, path, body) => {
    await using emulator = await startEmulator();
    const answer = await control(emulator)(method, path, body);
    expect(answer.status).toBe(400);
    expect(z.object({ error: z.string().min(10) }).safeParse(answer.json).success).toBe(true);
    expect(emulator.contactCount()).toBe(0);
  });

  test('a body not declared as JSON, an unknown path and a wrong method are refused', async () => {
    await using emulator = await startEmulator();
    const url = `${emulator.baseUrl}/_emulator`;
    expect((await fetchAnswer(`${url}/seed`, { method: 'POST', body: '{}' })).status).toBe(400);
    expect((await fetchAnswer(`${url}/nowhere`)).status).toBe(404);
    expect((await fetchAnswer(`${url}/seed`)).status).toBe(405);
  });

  test('seeding accepts tens of megabytes', async () => {
    await using emulator = await startEmulator();
    const rows = Array.from({ length: 12_000 }, (_, index) => ({
      lastname: `Seeded ${index}`,
      emailaddress1: `seeded.${index}@example.org`,
      description: 'x'.repeat(1900),
    }));
    expect((await control(emulator)('POST', 'seed', { rows })).status).toBe(200);
    expect(emulator.contactCount()).toBe(12_000);
  });
});
