import type { FaultRuleInput } from '@goodfunds/dataverse-emulator';
import type { Contact } from '@goodfunds/shared';
import { describe, expect, test } from 'vitest';
import { derivedId } from '../contacts/link-index.ts';
import { type DynamicsStage, manyContacts, openDynamicsStage } from '../testing/dynamics-stage.ts';

const ada: Contact = { id: 'ada', email: 'ada@example.org', firstName: 'Ada', lastName: 'Berg' };

describe('traffic', () => {
  test('a thousand new contacts cost at most seven requests, a thousand unchanged ones a single one', async () => {
    await using stage = await openDynamicsStage();
    const contacts = manyContacts(1_000);
    const created = await stage.sync(contacts);
    expect(new Set(created.map(({ outcome }) => outcome))).toEqual(new Set(['CREATED']));
    expect(stage.emulator.contactCount()).toBe(1_000);
    const { batches, others } = stage.requests();
    expect(batches - METADATA_BATCHES).toBe(1);
    // whoami, and a create for each chunk
    expect(others).toBeLessThanOrEqual(6);
    expect(stage.emulator.requestCounts().parts.write).toBe(0);

    stage.emulator.clearRequests();
    stage.emulator.clearLedger();
    const unchanged = await stage.sync(contacts);
    expect(new Set(unchanged.map(({ outcome }) => outcome))).toEqual(new Set(['UNCHANGED']));
    expect(stage.requests()).toEqual({ batches: 1, others: 0 });
    expect(stage.emulator.ledger()).toEqual([]);
  });

  test('a thousand new contacts cost few more where CreateMultiple is not offered, which is asked only once', async () => {
    await using stage = await openDynamicsStage();
    stage.withoutBulkCreate();
    const created = await stage.sync(manyContacts(1_000));
    expect(new Set(created.map(({ outcome }) => outcome))).toEqual(new Set(['CREATED']));
    expect(stage.requests().batches - METADATA_BATCHES).toBeLessThanOrEqual(15);
    expect(stage.requests().others).toBeLessThanOrEqual(12);
    stage.emulator.clearRequests();
    await stage.sync(manyContacts(200, (index) => ({ id: `d-${index}`, email: `d${index}@example.org` })));
    expect(stage.requests().others).toBe(0);
    expect(stage.emulator.contactCount()).toBe(1_200);
  });

  test('a thousand changed contacts, found by e-mail alone, cost at most fifteen requests', async () => {
    await using stage = await openDynamicsStage();
    const contacts = manyContacts(1_000);
    stage.emulator.seed({ rows: contacts.map(({ email }) => ({ emailaddress1: email, lastname: 'Old' })) });
    const updated = await stage.sync(contacts);
    expect(new Set(updated.map(({ outcome }) => outcome))).toEqual(new Set(['UPDATED']));
    expect(stage.emulator.contactCount()).toBe(1_000);
    expect(stage.requests().batches - METADATA_BATCHES).toBeLessThanOrEqual(15);
  });

  test('nothing is written twice, and only what has changed', async () => {
    await using stage = await openDynamicsStage();
    await stage.sync([ada]);
    stage.emulator.clearLedger();
    const [outcome] = await stage.sync([{ ...ada, lastName: 'Tal', phone: '+49 30 1' }]);
    expect(outcome?.changedAttributes).toEqual(['lastname', 'telephone1']);
    expect(stage.emulator.ledger()).toMatchObject([{ kind: 'update', columns: ['lastname', 'telephone1'] }]);
  });

  test('metadata and the environment’s identity are asked once for many calls', async () => {
    await using stage = await openDynamicsStage();
    for (const id of ['1', '2', '3']) await stage.sync([{ id, email: `${id}@example.org` }]);
    const { requests } = stage.emulator.requestCounts();
    expect(requests).toMatchObject({ token: 1, whoami: 1, batch: METADATA_BATCHES + 3 * 2 });
  });
});

/** Discovery is one batch of metadata queries. */
const METADATA_BATCHES = 1;

describe('a create', () => {
  test('has the id that is derived from account, environment and contact', async () => {
    await using stage = await openDynamicsStage();
    const [outcome] = await stage.sync([ada]);
    const id = derivedId({ accountId: 7, environmentId: stage.emulator.organizationId, contactId: 'ada' });
    expect(outcome).toMatchObject({ outcome: 'CREATED', crmContactId: id });
    expect(stage.emulator.contact(id)).toMatchObject({ emailaddress1: 'ada@example.org', lastname: 'Berg' });
  });

  test('whose row is there already, unseen under another e-mail, goes on with that row', async () => {
    await using stage = await openDynamicsStage();
    const contactid = derivedId({
      accountId: 7,
      environmentId: stage.emulator.organizationId,
      contactId: 'ada',
    });
    stage.emulator.seed({ rows: [{ contactid, emailaddress1: 'moved@example.org', lastname: 'Berg' }] });
    const [outcome] = await stage.sync([ada]);
    expect(outcome).toMatchObject({
      outcome: 'UPDATED',
      crmContactId: contactid,
      changedAttributes: ['emailaddress1', 'firstname'],
    });
    expect(stage.emulator.contactCount()).toBe(1);
  });

  test('whose id is taken by a row that cannot be read fails alone', async () => {
    await using stage = await openDynamicsStage();
    const contactid = derivedId({
      accountId: 7,
      environmentId: stage.emulator.organizationId,
      contactId: 'ada',
    });
    stage.emulator.seed({
      rows: [{ contactid, emailaddress1: 'hidden@example.org' }],
    });
    stage.emulator.setUser({ businessUnitId: crypto.randomUUID() });
    stage.emulator.changePrivileges({ prvReadContact: 'Local' });
    const outcomes = await stage.sync([ada, { id: 'otto', email: 'otto@example.org' }]);
    expect(outcomes).toMatchObject([
      { outcome: 'FAILED', reason: 'ID_TAKEN', error: { params: { crmContactId: contactid } } },
      { outcome: 'CREATED' },
    ]);
  });

  test('warns of what the organisation requires and the contact does not have', async () => {
    await using stage = await openDynamicsStage();
    const [outcome] = await stage.sync([{ id: 'ada', email: 'ada@example.org' }]);
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
  const openStage = async (): Promise<DynamicsStage> => {
    const stage = await openDynamicsStage();
    if (!hasBulkCreate) stage.withoutBulkCreate();
    return stage;
  };

  test('a value that a rule of the organisation refuses', async () => {
    await using stage = await openStage();
    stage.emulator.defineAlternateKey({ schemaName: 'new_phone', columns: ['telephone1'] });
    stage.emulator.seed({ rows: [{ emailaddress1: 'x@example.org', telephone1: '110' }] });
    const outcomes = await stage.sync([{ ...ada, phone: '110' }, ...others]);
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
    await using stage = await openStage();
    const action = { type: 'respond', status, body: { error: { code, message: 'No.' } } } as const;
    stage.emulator.addFaults(
      { part: { method: 'PATCH', body: 'ada@example' }, action },
      { match: { url: 'CreateMultiple', body: 'ada@example' }, times: null, action },
    );
    const outcomes = await stage.sync([...others, ada]);
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
      'a whole request that a firewall refuses because of it',
      { ...aboutAda, action: { type: 'respond', status: 403, body: '<html>no</html>' } },
    ],
    [
      'a whole request that is refused as malformed because of it',
      { ...aboutAda, action: { type: 'respond', status: 400 } },
    ],
    ['a server that breaks over it', { ...aboutAda, action: { type: 'respond', status: 500 } }],
    ['a connection that is cut over it', { ...aboutAda, action: { type: 'drop', when: 'beforeCommit' } }],
    [
      'a part that fails again and again for no reason of its own',
      { part: { method: 'PATCH', body: 'ada@example' }, times: null, action: oops },
      { match: { url: 'CreateMultiple', body: 'ada@example' }, times: null, action: oops },
    ],
  ])('%s', async (_title, ...faults) => {
    await using stage = await openStage();
    stage.emulator.addFaults(...faults);
    const outcomes = await stage.sync([...others.slice(0, 11), ada, ...others.slice(11)]);
    expect(outcomes[11]).toMatchObject({ contactId: 'ada', outcome: 'FAILED', reason: 'POISONED' });
    expect(outcomes.filter(({ outcome }) => outcome === 'CREATED')).toHaveLength(30);
    expect(stage.emulator.contactCount()).toBe(30);
  });

  test('an e-mail that Dataverse cannot be asked for', async () => {
    await using stage = await openStage();
    stage.emulator.addFaults({
      part: { method: 'GET', url: 'ada%40example' },
      times: null,
      action: {
        type: 'respond',
        status: 400,
        body: { error: { code: '0x80060888', message: 'Bad literal.' } },
      },
    });
    const outcomes = await stage.sync([ada, ...others]);
    expect(outcomes[0]).toMatchObject({ outcome: 'FAILED', reason: 'CRM_REJECTED' });
    expect(outcomes.slice(1).every(({ outcome }) => outcome === 'CREATED')).toBe(true);
  });

  test('also one that is alone, as long as a write without it is answered', async () => {
    await using stage = await openStage();
    stage.emulator.addFaults({ ...aboutAda, action: { type: 'respond', status: 500 } });
    expect(await stage.sync([ada])).toMatchObject([
      { outcome: 'FAILED', reason: 'POISONED', error: { params: { cause: 'UNAVAILABLE' } } },
    ]);
  });
});
