import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { startEmulator } from '../start-emulator.ts';
import { connect, query, refusal, rowsOf } from '../testing/client.ts';

const action = (name: string) => `contacts/Microsoft.Dynamics.CRM.${name}`;
const target = (values: Readonly<Record<string, unknown>>) => ({
  '@odata.type': 'Microsoft.Dynamics.CRM.contact',
  ...values,
});

describe('8. Bulk actions are atomic', () => {
  test('CreateMultiple returns the ids in the order of its targets', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    const own = '33333333-3333-4333-8333-333333333333';
    const Targets = [target({ lastname: 'One' }), target({ lastname: 'Two', contactid: own })];
    const answer = await client.post(action('CreateMultiple'), { Targets });
    expect(answer.status).toBe(200);
    const { Ids: ids } = z.object({ Ids: z.array(z.string()) }).parse(answer.json);
    expect(ids.map((id) => emulator.contact(id)?.lastname)).toEqual(['One', 'Two']);
    expect(ids[1]).toBe(own);
  });

  test('one bad row fails all, and the error does not say which', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    const Targets = [
      target({ lastname: 'One' }),
      target({ lastname: 'x'.repeat(51) }),
      target({ lastname: 'Three' }),
    ];
    const refused = refusal(await client.post(action('CreateMultiple'), { Targets }));
    expect(refused).toMatchObject({ status: 400, code: '0x80044331' });
    expect(emulator.contactCount()).toBe(0);
    expect(emulator.ledger()).toEqual([]);
    const id = '33333333-3333-4333-8333-333333333333';
    const twice = { Targets: [target({ contactid: id }), target({ contactid: id })] };
    expect(refusal(await client.post(action('CreateMultiple'), twice))).toMatchObject({
      status: 412,
      code: '0x80040237',
    });
    expect(emulator.contactCount()).toBe(0);
  });

  test('every target needs its @odata.type', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    const refused = refusal(await client.post(action('CreateMultiple'), { Targets: [{ lastname: 'One' }] }));
    expect(refused).toMatchObject({ status: 400, code: '0x80048d19' });
  });

  test('UpdateMultiple answers 204; a missing row rolls back all', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    const [one = ''] = emulator.seed({ rows: [{ lastname: 'One' }] }).ids;
    const absent = '33333333-3333-4333-8333-333333333333';
    const update = (ids: readonly string[]) =>
      client.post(action('UpdateMultiple'), {
        Targets: ids.map((contactid) => target({ contactid, jobtitle: 'x' })),
      });
    expect(refusal(await update([one, absent]))).toMatchObject({
      status: 404,
      code: '0x80040217',
      message: `Contact With Ids = ${absent} Do Not Exist`,
    });
    expect(emulator.contact(one)).toMatchObject({ jobtitle: null });
    expect(await update([one])).toMatchObject({ status: 204, text: '' });
    expect(emulator.contact(one)).toMatchObject({ jobtitle: 'x' });
  });

  test('UpsertMultiple answers an empty 204, by id, by key and without either', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    emulator.defineAlternateKey({ schemaName: 'new_EmployeeKey', columns: ['employeeid'] });
    const [one = ''] = emulator.seed({ rows: [{ employeeid: 'E-1' }] }).ids;
    const absent = '33333333-3333-4333-8333-333333333333';
    const Targets = [
      target({ '@odata.id': "contacts(employeeid='E-1')", lastname: 'One' }),
      target({ '@odata.id': "contacts(employeeid='E-2')", lastname: 'Two' }),
      target({ contactid: absent, lastname: 'Three' }),
      target({ lastname: 'Four' }),
    ];
    expect(await client.post(action('UpsertMultiple'), { Targets })).toMatchObject({ status: 204, text: '' });
    expect(emulator.contact(one)).toMatchObject({ lastname: 'One' });
    expect([...emulator.contacts()].map((row) => [row.lastname, row.employeeid])).toEqual([
      ['One', 'E-1'],
      ['Two', 'E-2'],
      ['Three', null],
      ['Four', null],
    ]);
  });

  test('a key column that is also in the body makes a creating upsert fail', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    emulator.defineAlternateKey({ schemaName: 'new_EmployeeKey', columns: ['employeeid'] });
    const Targets = [target({ '@odata.id': "contacts(employeeid='E-9')", employeeid: 'E-9' })];
    expect(refusal(await client.post(action('UpsertMultiple'), { Targets }))).toEqual({
      status: 400,
      code: '0x80040216',
      message: 'An unexpected error occurred.',
    });
  });

  test('the supported messages of the table can be read', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    const ask = (message: string) =>
      client.get(
        `sdkmessagefilters?${query({
          $select: 'sdkmessagefilterid',
          $filter: 'sdkmessageid/name eq @m and primaryobjecttypecode eq @t',
          '@m': `'${message}'`,
          '@t': "'contact'",
        })}`,
      );
    expect(rowsOf(await ask('UpsertMultiple'))).toHaveLength(1);
    expect(rowsOf(await ask('DeleteMultiple'))).toHaveLength(0);
  });
});
