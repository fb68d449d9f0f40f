import type { Contact, Mapping } from '@goodfunds/shared';
import { describe, expect, test } from 'vitest';
import { manyContacts, openDynamicsStage } from '../testing/dynamics-stage.ts';
import { stoppedBy } from '../testing/stopped-by.ts';

const ada: Contact = { id: 'ada', email: 'ada@example.org', firstName: 'Ada', lastName: 'Berg' };

describe('what concerns the connection stops the work and blames no contact', () => {
  test('a privilege that is missing is named, and what was settled is final', async () => {
    await using stage = await openDynamicsStage();
    stage.emulator.changePrivileges({ prvCreateContact: null });
    stage.emulator.seed({ rows: [{ emailaddress1: 'ada@example.org', firstname: 'Ada', lastname: 'Berg' }] });
    const error = await stoppedBy(stage.sync([...manyContacts(3), ada, { id: 'none' }]));
    expect(error).toMatchObject({
      code: 'PRIVILEGE_MISSING',
      category: 'connection',
      retryable: false,
      params: { privilege: 'prvCreateContact' },
    });
    expect(new Map(error.settled.map(({ contactId, outcome }) => [contactId, outcome]))).toEqual(
      new Map([
        ['ada', 'UNCHANGED'],
        ['none', 'SKIPPED'],
      ]),
    );
  });

  test.each([
    ['missing', 'APPLICATION_USER_MISSING'],
    ['disabled', 'APPLICATION_USER_DISABLED'],
    ['withoutRoles', 'ROLE_MISSING'],
  ] as const)('an application user that is %s', async (state, code) => {
    await using stage = await openDynamicsStage();
    stage.emulator.setUser({ state });
    expect(await stoppedBy(stage.sync([ada]))).toMatchObject({ code, retryable: false, settled: [] });
  });

  test.each([
    ['0x80050401', 'STORAGE_FULL'],
    ['0x8004A104', 'ENVIRONMENT_DISABLED'],
  ])('%s inside a batch', async (crmCode, code) => {
    await using stage = await openDynamicsStage();
    stage.withoutBulkCreate();
    stage.emulator.addFaults({
      part: { method: 'PATCH' },
      after: 2,
      times: null,
      action: { type: 'respond', status: 400, body: { error: { code: crmCode, message: 'No.' } } },
    });
    const error = await stoppedBy(stage.sync(manyContacts(10)));
    expect(error).toMatchObject({ code, category: 'connection' });
    expect(error.settled).toHaveLength(2);
    expect(stage.emulator.contactCount()).toBe(2);
  });

  test('what could not be settled arrives with the next call, and nobody twice', async () => {
    await using stage = await openDynamicsStage();
    stage.withoutBulkCreate();
    stage.emulator.addFaults({
      part: { method: 'PATCH' },
      after: 4,
      times: 1,
      action: { type: 'respond', status: 400, body: { error: { code: '0x80050401', message: 'Full.' } } },
    });
    const contacts = manyContacts(10);
    const { settled } = await stoppedBy(stage.sync(contacts));
    const done = new Set(settled.map(({ contactId }) => contactId));
    await stage.sync(contacts.filter(({ id }) => !done.has(id)));
    expect(stage.emulator.contactCount()).toBe(10);
    expect(stage.emulator.ledger().filter(({ kind }) => kind === 'create')).toHaveLength(10);
  });
});

describe('a token', () => {
  test('is fetched once, however many requests need it at the same time', async () => {
    await using stage = await openDynamicsStage();
    await Promise.all(['1', '2', '3'].map((id) => stage.sync([{ id, email: `${id}@example.org` }])));
    expect(stage.emulator.requestCounts().requests.token).toBe(1);
  });

  test('that Dataverse refuses is replaced once, and the request goes on', async () => {
    await using stage = await openDynamicsStage();
    stage.emulator.addFaults({ match: { url: 'batch' }, action: { type: 'respond', status: 401 } });
    expect(await stage.sync([ada])).toMatchObject([{ outcome: 'CREATED' }]);
    expect(stage.emulator.requestCounts().requests.token).toBe(2);
  });

  test('that is refused again stops the work', async () => {
    await using stage = await openDynamicsStage();
    stage.emulator.addFaults({
      match: { url: 'batch' },
      times: null,
      action: { type: 'respond', status: 401 },
    });
    expect(await stoppedBy(stage.sync([ada]))).toMatchObject({ code: 'TOKEN_REJECTED', retryable: false });
    expect(stage.emulator.requestCounts().requests).toMatchObject({ token: 2, batch: 2 });
  });

  test('that Entra refuses stops the work with the reason, and without the secret', async () => {
    await using stage = await openDynamicsStage();
    stage.emulator.setSecret({ expiresOn: '2020-01-01T00:00:00Z' });
    const error = await stoppedBy(stage.sync([ada]));
    expect(error).toMatchObject({ code: 'CLIENT_SECRET_EXPIRED', params: { aadsts: '7000222' } });
    expect(JSON.stringify([error, error.cause ?? null, error.stack])).not.toContain(
      stage.emulator.clientSecret,
    );
  });

  test('whose endpoint stumbles for a moment is asked for again', async () => {
    await using stage = await openDynamicsStage();
    stage.emulator.addFaults(
      { match: { url: '/oauth2/' }, action: { type: 'respond', status: 503, body: '<html></html>' } },
      { match: { url: '/oauth2/' }, action: { type: 'drop', when: 'beforeCommit' } },
    );
    expect(await stage.sync([ada])).toMatchObject([{ outcome: 'CREATED' }]);
  });

  test('whose endpoint is down is a matter of the moment', async () => {
    await using stage = await openDynamicsStage();
    stage.emulator.addFaults({
      match: { url: '/oauth2/' },
      times: null,
      action: { type: 'respond', status: 503, headers: { 'retry-after': '120' } },
    });
    expect(await stoppedBy(stage.sync([ada]))).toMatchObject({
      code: 'TOKEN_ENDPOINT_UNAVAILABLE',
      retryable: true,
      retryAfterMs: 120_000,
    });
  });
});

describe('a mapping that does not fit', () => {
  const mapping: Mapping = {
    lastname: { field: 'lastName' },
    new_shirtsize: { field: 'customFields.shirtSize' },
  };

  test('stops the work before the first write, with the attributes', async () => {
    await using stage = await openDynamicsStage();
    const error = await stoppedBy(
      stage.sync([ada], { mapping: { ...mapping, fullname: { field: 'firstName' } } }),
    );
    expect(error).toMatchObject({
      code: 'MAPPING_INVALID',
      category: 'mapping',
      params: {
        attributes: ['new_shirtsize', 'fullname'],
        codes: ['ATTRIBUTE_UNKNOWN', 'ATTRIBUTE_NOT_WRITABLE'],
      },
    });
    expect(stage.emulator.contactCount()).toBe(0);
  });

  test('because its attribute was removed meanwhile is noticed, and told as such', async () => {
    await using stage = await openDynamicsStage();
    stage.emulator.addAttribute({ type: 'String', schemaName: 'new_shirtsize' });
    expect(await stage.sync([ada], { mapping })).toMatchObject([{ outcome: 'CREATED' }]);
    stage.emulator.removeAttribute('new_shirtsize');
    const error = await stoppedBy(stage.sync([{ ...ada, lastName: 'Tal' }], { mapping }));
    expect(error).toMatchObject({ code: 'MAPPING_INVALID', params: { attributes: ['new_shirtsize'] } });
  });

  test('yet, because its attribute was added only now, is looked up again', async () => {
    await using stage = await openDynamicsStage();
    await stage.sync([ada]);
    stage.emulator.addAttribute({ type: 'String', schemaName: 'new_shirtsize' });
    const outcomes = await stage.sync([{ ...ada, customFields: { shirtSize: 'XL' } }], { mapping });
    expect(outcomes).toMatchObject([{ outcome: 'UPDATED', changedAttributes: ['new_shirtsize'] }]);
  });

  test('has the e-mail added, whatever it says of it', async () => {
    await using stage = await openDynamicsStage();
    await stage.sync([ada], {
      mapping: { emailaddress1: { field: 'firstName' }, lastname: { field: 'lastName' } },
    });
    expect(stage.rows()[0]).toMatchObject({ emailaddress1: 'ada@example.org', lastname: 'Berg' });
  });
});

test('a caller that stops gets what was settled', async () => {
  await using stage = await openDynamicsStage();
  const controller = new AbortController();
  stage.beforeWrites(1, () => controller.abort());
  const work = stage.sync([{ id: 'none' }, ...manyContacts(3)], {}, controller.signal);
  expect(await stoppedBy(work)).toMatchObject({
    code: 'CANCELLED',
    category: 'transient',
    settled: [{ contactId: 'none', outcome: 'SKIPPED' }],
  });
});

test('the log names operation, host, status and time, and no value of a contact and no secret', async () => {
  await using stage = await openDynamicsStage();
  await stage.sync([ada]);
  expect(stage.log.map(({ operation, status }) => [operation, status])).toEqual([
    ['whoAmI', 200],
    ['discoverFields', 200],
    ['findContacts', 200],
    ['writeContacts', 200],
  ]);
  const text = JSON.stringify(stage.log);
  for (const secret of ['ada@', 'Berg', stage.emulator.clientSecret, 'Bearer', 'eyJ'])
    expect(text).not.toContain(secret);
});
