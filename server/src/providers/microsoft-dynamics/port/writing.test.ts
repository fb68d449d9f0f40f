import type { FaultRuleInput } from '@goodfunds/dataverse-emulator';
import type { Contact } from '@goodfunds/shared';
import { describe, expect, test } from 'vitest';
import { derivedId } from '../contacts/link-index.ts';
import { type DynamicsFixture, manyContacts, openDynamicsFixture } from '../testing/dynamics-fixture.ts';
import { stoppedBy } from '../testing/stopped-by.ts';

const ada: Contact = { id: 'ada', email: 'ada@example.org', firstName: 'Ada', lastName: 'Berg' };

describe('the number of requests', () => {
  test('is at most seven for a thousand new contacts, and one for a thousand unchanged ones', async () => {
    await using fixture = await openDynamicsFixture();
    const contacts = manyContacts(1_000);
    const created = await fixture.sync(contacts);
    expect(new Set(created.map(({ outcome }) => outcome))).toEqual(new Set(['CREATED']));
    expect(fixture.emulator.contactCount()).toBe(1_000);
    const { batches, others } = fixture.requests();
    expect(batches - METADATA_BATCHES).toBe(1);
    // WhoAmI, and one create for each chunk.
    expect(others).toBeLessThanOrEqual(6);
    expect(fixture.emulator.requestCounts().parts.write).toBe(0);

    fixture.emulator.clearRequests();
    fixture.emulator.clearLedger();
    const unchanged = await fixture.sync(contacts);
    expect(new Set(unchanged.map(({ outcome }) => outcome))).toEqual(new Set(['UNCHANGED']));
    expect(fixture.requests()).toEqual({ batches: 1, others: 0 });
    expect(fixture.emulator.ledger()).toEqual([]);
  });

  test('is higher where CreateMultiple is not offered, which is tried only once', async () => {
    await using fixture = await openDynamicsFixture();
    fixture.withoutBulkCreate();
    const created = await fixture.sync(manyContacts(1_000));
    expect(new Set(created.map(({ outcome }) => outcome))).toEqual(new Set(['CREATED']));
    expect(fixture.requests().batches - METADATA_BATCHES).toBeLessThanOrEqual(22);
    expect(fixture.requests().others).toBeLessThanOrEqual(12);
    fixture.emulator.clearRequests();
    await fixture.sync(manyContacts(200, (index) => ({ id: `d-${index}`, email: `d${index}@example.org` })));
    expect(fixture.requests().others).toBe(0);
    expect(fixture.emulator.contactCount()).toBe(1_200);
  });

  test('is at most fifteen for a thousand changed contacts that are found by e-mail', async () => {
    await using fixture = await openDynamicsFixture();
    const contacts = manyContacts(1_000);
    fixture.emulator.seed({ rows: contacts.map(({ email }) => ({ emailaddress1: email, lastname: 'Old' })) });
    const updated = await fixture.sync(contacts, { onNameMismatch: 'UPDATE' });
    expect(new Set(updated.map(({ outcome }) => outcome))).toEqual(new Set(['UPDATED']));
    expect(fixture.emulator.contactCount()).toBe(1_000);
    expect(fixture.requests().batches - METADATA_BATCHES).toBeLessThanOrEqual(15);
  });

  test('only changed attributes are written, and once', async () => {
    await using fixture = await openDynamicsFixture();
    await fixture.sync([ada]);
    fixture.emulator.clearLedger();
    const [outcome] = await fixture.sync([{ ...ada, lastName: 'Tal', phone: '+49 30 1' }]);
    expect(outcome?.changedAttributes).toEqual(['lastname', 'telephone1']);
    expect(fixture.emulator.ledger()).toMatchObject([
      { kind: 'update', columns: ['lastname', 'telephone1'] },
    ]);
  });

  test('includes metadata and environment id once for many calls', async () => {
    await using fixture = await openDynamicsFixture();
    for (const id of ['1', '2', '3']) await fixture.sync([{ id, email: `${id}@example.org` }]);
    const { requests } = fixture.emulator.requestCounts();
    expect(requests).toMatchObject({ token: 1, whoami: 1, batch: METADATA_BATCHES + 3 * 2 });
  });
});

/** Discovery is one batch of metadata queries. */
const METADATA_BATCHES = 1;

describe('a create', () => {
  test('uses the id that is derived from account, environment and contact', async () => {
    await using fixture = await openDynamicsFixture();
    const [outcome] = await fixture.sync([ada]);
    const id = derivedId({ accountId: 7, environmentId: fixture.emulator.organizationId, contactId: 'ada' });
    expect(outcome).toMatchObject({ outcome: 'CREATED', crmContactId: id });
    expect(fixture.emulator.contact(id)).toMatchObject({
      emailaddress1: 'ada@example.org',
      lastname: 'Berg',
    });
  });

  test('whose row exists with another e-mail continues with that row', async () => {
    await using fixture = await openDynamicsFixture();
    const contactid = derivedId({
      accountId: 7,
      environmentId: fixture.emulator.organizationId,
      contactId: 'ada',
    });
    fixture.emulator.seed({ rows: [{ contactid, emailaddress1: 'moved@example.org', lastname: 'Berg' }] });
    const [outcome] = await fixture.sync([ada]);
    expect(outcome).toMatchObject({
      outcome: 'UPDATED',
      crmContactId: contactid,
      changedAttributes: ['emailaddress1', 'firstname'],
    });
    expect(fixture.emulator.contactCount()).toBe(1);
  });

  test('whose id is used by a row that cannot be read fails alone', async () => {
    await using fixture = await openDynamicsFixture();
    const contactid = derivedId({
      accountId: 7,
      environmentId: fixture.emulator.organizationId,
      contactId: 'ada',
    });
    fixture.emulator.seed({
      rows: [{ contactid, emailaddress1: 'hidden@example.org' }],
    });
    fixture.emulator.setUser({ businessUnitId: crypto.randomUUID() });
    fixture.emulator.changePrivileges({ prvReadContact: 'Local' });
    const outcomes = await fixture.sync([ada, { id: 'otto', email: 'otto@example.org' }]);
    expect(outcomes).toMatchObject([
      { outcome: 'FAILED', reason: 'ID_TAKEN', error: { params: { crmContactId: contactid } } },
      { outcome: 'CREATED' },
    ]);
  });

  test('warns about a required value that the contact does not have', async () => {
    await using fixture = await openDynamicsFixture();
    const [outcome] = await fixture.sync([{ id: 'ada', email: 'ada@example.org' }]);
    expect(outcome).toMatchObject({
      outcome: 'CREATED',
      warnings: [{ code: 'REQUIRED_VALUE_MISSING', params: { attribute: 'lastname' } }],
    });
  });
});

describe.each([
  ['', true],
  [', where CreateMultiple is not offered', false],
])('one bad contact fails alone%s', (_where, hasBulkCreate) => {
  const others = manyContacts(30);
  const openFixture = async (): Promise<DynamicsFixture> => {
    const fixture = await openDynamicsFixture();
    if (!hasBulkCreate) fixture.withoutBulkCreate();
    return fixture;
  };

  test('a value that a rule of the organisation refuses', async () => {
    await using fixture = await openFixture();
    fixture.emulator.defineAlternateKey({ schemaName: 'new_phone', columns: ['telephone1'] });
    fixture.emulator.seed({ rows: [{ emailaddress1: 'x@example.org', telephone1: '110' }] });
    const outcomes = await fixture.sync([{ ...ada, phone: '110' }, ...others]);
    expect(outcomes[0]).toMatchObject({
      outcome: 'FAILED',
      reason: 'ALTERNATE_KEY_VIOLATED',
      crmContactId: null,
    });
    expect(outcomes.slice(1).every(({ outcome }) => outcome === 'CREATED')).toBe(true);
  });

  test.each([
    ['0x80040333', 412, 'DUPLICATE_RULE'],
    ['0x80048306', 403, 'ROW_ACCESS_DENIED'],
    ['0x80040265', 400, 'PLUGIN_REJECTED'],
    ['0x80040203', 400, 'CRM_REJECTED'],
  ])('a refusal by %s', async (code, status, reason) => {
    await using fixture = await openFixture();
    const action = { type: 'respond', status, body: { error: { code, message: 'No.' } } } as const;
    fixture.emulator.addFaults(
      { part: { method: 'POST', body: 'ada@example' }, action },
      { match: { url: 'CreateMultiple', body: 'ada@example' }, times: null, action },
    );
    const outcomes = await fixture.sync([...others, ada]);
    expect(outcomes.at(-1)).toMatchObject({ contactId: 'ada', outcome: 'FAILED', reason });
    expect(outcomes.slice(0, -1).every(({ outcome }) => outcome === 'CREATED')).toBe(true);
  });

  const aboutAda = { match: { body: 'ada@example' }, times: null };
  const oops = {
    type: 'respond',
    status: 500,
    body: { error: { code: '0x80040216', message: 'Oops.' } },
  } as const;
  test.each<[string, ...FaultRuleInput[]]>([
    [
      'a firewall refuses its whole request',
      { ...aboutAda, action: { type: 'respond', status: 403, body: '<html>no</html>' } },
    ],
    ['its whole request is refused as malformed', { ...aboutAda, action: { type: 'respond', status: 400 } }],
    ['its whole request makes the server fail', { ...aboutAda, action: { type: 'respond', status: 500 } }],
    [
      'its whole request breaks the connection',
      { ...aboutAda, action: { type: 'drop', when: 'beforeCommit' } },
    ],
    [
      'its part always fails with a transient error',
      { part: { method: 'POST', body: 'ada@example' }, times: null, action: oops },
      { match: { url: 'CreateMultiple', body: 'ada@example' }, times: null, action: oops },
    ],
  ])('%s', async (_title, ...faults) => {
    await using fixture = await openFixture();
    fixture.emulator.addFaults(...faults);
    const outcomes = await fixture.sync([...others.slice(0, 11), ada, ...others.slice(11)]);
    expect(outcomes[11]).toMatchObject({ contactId: 'ada', outcome: 'FAILED', reason: 'POISONED' });
    expect(outcomes.filter(({ outcome }) => outcome === 'CREATED')).toHaveLength(30);
    expect(fixture.emulator.contactCount()).toBe(30);
  });

  test('its e-mail cannot be searched for', async () => {
    await using fixture = await openFixture();
    fixture.emulator.addFaults({
      part: { method: 'GET', url: 'ada%40example' },
      times: null,
      action: {
        type: 'respond',
        status: 400,
        body: { error: { code: '0x80060888', message: 'Bad literal.' } },
      },
    });
    const outcomes = await fixture.sync([ada, ...others]);
    expect(outcomes[0]).toMatchObject({ outcome: 'FAILED', reason: 'CRM_REJECTED' });
    expect(outcomes.slice(1).every(({ outcome }) => outcome === 'CREATED')).toBe(true);
  });

  test('it is the only one, while a write without it is answered', async () => {
    await using fixture = await openFixture();
    fixture.emulator.addFaults({ ...aboutAda, action: { type: 'respond', status: 500 } });
    expect(await fixture.sync([ada])).toMatchObject([
      { outcome: 'FAILED', reason: 'POISONED', error: { params: { cause: 'UNAVAILABLE' } } },
    ]);
  });

  test('several fail so slowly that the time of a call is not enough: each call still finds one', async () => {
    await using fixture = await openFixture();
    fixture.emulator.addFaults({
      match: { body: '"Slow"' },
      times: null,
      action: { type: 'respond', status: 500 },
    });
    const canStart = (): boolean => {
      fixture.passTime(10_000);
      return true;
    };
    const error = await stoppedBy(
      fixture.sync(
        manyContacts(8, () => ({ firstName: 'Slow' })),
        { canStart },
      ),
    );
    expect(error).toMatchObject({ code: 'UNAVAILABLE', retryAfterMs: 1_000 });
    expect(error.resolved).toMatchObject([{ outcome: 'FAILED', reason: 'POISONED' }]);
  });
});
