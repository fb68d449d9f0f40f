import type { Contact, Mapping } from '@goodfunds/shared';
import { describe, expect, test } from 'vitest';
import { manyContacts, openDynamicsFixture } from '../testing/dynamics-fixture.ts';
import { stoppedBy } from '../testing/stopped-by.ts';

const ada: Contact = { id: 'ada', email: 'ada@example.org', firstName: 'Ada', lastName: 'Berg' };

describe('a failure of the connection stops the call and fails no contact', () => {
  test('a missing privilege is named, and the outcomes reached are final', async () => {
    await using fixture = await openDynamicsFixture();
    fixture.emulator.changePrivileges({ prvCreateContact: null });
    fixture.emulator.seed({
      rows: [{ emailaddress1: 'ada@example.org', firstname: 'Ada', lastname: 'Berg' }],
    });
    const error = await stoppedBy(fixture.sync([...manyContacts(3), ada, { id: 'none' }]));
    expect(error).toMatchObject({
      code: 'PRIVILEGE_MISSING',
      category: 'connection',
      retryable: false,
      params: { privilege: 'prvCreateContact' },
    });
    expect(new Map(error.resolved.map(({ contactId, outcome }) => [contactId, outcome]))).toEqual(
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
    await using fixture = await openDynamicsFixture();
    fixture.emulator.setUser({ state });
    expect(await stoppedBy(fixture.sync([ada]))).toMatchObject({ code, retryable: false, resolved: [] });
  });

  test.each([
    ['0x80050401', 'STORAGE_FULL'],
    ['0x8004A104', 'ENVIRONMENT_DISABLED'],
  ])('%s inside a batch', async (crmCode, code) => {
    await using fixture = await openDynamicsFixture();
    fixture.withoutBulkCreate();
    fixture.emulator.addFaults({
      part: { method: 'POST' },
      after: 2,
      times: null,
      action: { type: 'respond', status: 400, body: { error: { code: crmCode, message: 'No.' } } },
    });
    const error = await stoppedBy(fixture.sync(manyContacts(10)));
    expect(error).toMatchObject({ code, category: 'connection' });
    expect(error.resolved).toHaveLength(2);
    expect(fixture.emulator.contactCount()).toBe(2);
  });

  test('contacts without an outcome arrive with the next call, and none twice', async () => {
    await using fixture = await openDynamicsFixture();
    fixture.withoutBulkCreate();
    fixture.emulator.addFaults({
      part: { method: 'POST' },
      after: 4,
      times: 1,
      action: { type: 'respond', status: 400, body: { error: { code: '0x80050401', message: 'Full.' } } },
    });
    const contacts = manyContacts(10);
    const { resolved } = await stoppedBy(fixture.sync(contacts));
    const done = new Set(resolved.map(({ contactId }) => contactId));
    await fixture.sync(contacts.filter(({ id }) => !done.has(id)));
    expect(fixture.emulator.contactCount()).toBe(10);
    expect(fixture.emulator.ledger().filter(({ kind }) => kind === 'create')).toHaveLength(10);
  });
});

describe('a token', () => {
  test('is fetched once for all concurrent requests', async () => {
    await using fixture = await openDynamicsFixture();
    await Promise.all(['1', '2', '3'].map((id) => fixture.sync([{ id, email: `${id}@example.org` }])));
    expect(fixture.emulator.requestCounts().requests.token).toBe(1);
  });

  test('that Dataverse refuses is replaced once, and the request goes on', async () => {
    await using fixture = await openDynamicsFixture();
    fixture.emulator.addFaults({ match: { url: 'batch' }, action: { type: 'respond', status: 401 } });
    expect(await fixture.sync([ada])).toMatchObject([{ outcome: 'CREATED' }]);
    expect(fixture.emulator.requestCounts().requests.token).toBe(2);
  });

  test('that is refused again stops the call', async () => {
    await using fixture = await openDynamicsFixture();
    fixture.emulator.addFaults({
      match: { url: 'batch' },
      times: null,
      action: { type: 'respond', status: 401 },
    });
    expect(await stoppedBy(fixture.sync([ada]))).toMatchObject({ code: 'TOKEN_REJECTED', retryable: false });
    expect(fixture.emulator.requestCounts().requests).toMatchObject({ token: 2, batch: 2 });
  });

  test('that Entra refuses stops the call with the reason, and without the secret', async () => {
    await using fixture = await openDynamicsFixture();
    fixture.emulator.setSecret({ expiresOn: '2020-01-01T00:00:00Z' });
    const error = await stoppedBy(fixture.sync([ada]));
    expect(error).toMatchObject({ code: 'CLIENT_SECRET_EXPIRED', params: { aadsts: '7000222' } });
    expect(JSON.stringify([error, error.cause ?? null, error.stack])).not.toContain(
      fixture.emulator.clientSecret,
    );
  });

  test('is requested again after a transient failure of its endpoint', async () => {
    await using fixture = await openDynamicsFixture();
    fixture.emulator.addFaults(
      { match: { url: '/oauth2/' }, action: { type: 'respond', status: 503, body: '<html></html>' } },
      { match: { url: '/oauth2/' }, action: { type: 'drop', when: 'beforeCommit' } },
    );
    expect(await fixture.sync([ada])).toMatchObject([{ outcome: 'CREATED' }]);
  });

  test('whose endpoint is down is a transient failure', async () => {
    await using fixture = await openDynamicsFixture();
    fixture.emulator.addFaults({
      match: { url: '/oauth2/' },
      times: null,
      action: { type: 'respond', status: 503, headers: { 'retry-after': '120' } },
    });
    expect(await stoppedBy(fixture.sync([ada]))).toMatchObject({
      code: 'TOKEN_ENDPOINT_UNAVAILABLE',
      retryable: true,
      retryAfterMs: 120_000,
    });
  });
});

describe('an invalid mapping', () => {
  const mapping: Mapping = {
    lastname: { field: 'lastName' },
    new_shirtsize: { field: 'customFields.shirtSize' },
  };

  test('stops the call before the first write, and names the attributes', async () => {
    await using fixture = await openDynamicsFixture();
    const error = await stoppedBy(
      fixture.sync([ada], { mapping: { ...mapping, fullname: { field: 'firstName' } } }),
    );
    expect(error).toMatchObject({
      code: 'MAPPING_INVALID',
      category: 'mapping',
      params: {
        attributes: ['new_shirtsize', 'fullname'],
        codes: ['ATTRIBUTE_UNKNOWN', 'ATTRIBUTE_NOT_WRITABLE'],
      },
    });
    expect(fixture.emulator.contactCount()).toBe(0);
  });

  test('is reported when an attribute was removed after discovery', async () => {
    await using fixture = await openDynamicsFixture();
    fixture.emulator.addAttribute({ type: 'String', schemaName: 'new_shirtsize' });
    expect(await fixture.sync([ada], { mapping })).toMatchObject([{ outcome: 'CREATED' }]);
    fixture.emulator.removeAttribute('new_shirtsize');
    const error = await stoppedBy(fixture.sync([{ ...ada, lastName: 'Tal' }], { mapping }));
    expect(error).toMatchObject({ code: 'MAPPING_INVALID', params: { attributes: ['new_shirtsize'] } });
  });

  test('keeps the outcomes reached if the attributes cannot be discovered again', async () => {
    await using fixture = await openDynamicsFixture();
    fixture.emulator.addAttribute({ type: 'String', schemaName: 'new_shirtsize' });
    await fixture.sync([ada], { mapping });
    fixture.emulator.removeAttribute('new_shirtsize');
    fixture.emulator.addFaults({
      match: { body: 'EntityDefinitions' },
      times: null,
      action: { type: 'respond', status: 503 },
    });
    const work = fixture.sync([{ id: 'none' }, { ...ada, lastName: 'Tal' }], { mapping });
    expect(await stoppedBy(work)).toMatchObject({
      code: 'UNAVAILABLE',
      resolved: [{ contactId: 'none', outcome: 'SKIPPED' }],
    });
  });

  test('is checked against current attributes first, so that a new attribute is found', async () => {
    await using fixture = await openDynamicsFixture();
    await fixture.sync([ada]);
    fixture.emulator.addAttribute({ type: 'String', schemaName: 'new_shirtsize' });
    const outcomes = await fixture.sync([{ ...ada, customFields: { shirtSize: 'XL' } }], { mapping });
    expect(outcomes).toMatchObject([{ outcome: 'UPDATED', changedAttributes: ['new_shirtsize'] }]);
  });

  test('gets the required e-mail row added', async () => {
    await using fixture = await openDynamicsFixture();
    await fixture.sync([ada], {
      mapping: { emailaddress1: { field: 'firstName' }, lastname: { field: 'lastName' } },
    });
    expect(fixture.rows()[0]).toMatchObject({ emailaddress1: 'ada@example.org', lastname: 'Berg' });
  });
});

test('a caller that aborts gets the outcomes reached', async () => {
  await using fixture = await openDynamicsFixture();
  const controller = new AbortController();
  fixture.beforeWrites(1, () => controller.abort());
  const work = fixture.sync([{ id: 'none' }, ...manyContacts(3)], {}, controller.signal);
  expect(await stoppedBy(work)).toMatchObject({
    code: 'CANCELLED',
    category: 'transient',
    resolved: [{ contactId: 'none', outcome: 'SKIPPED' }],
  });
});

test('the log contains operation, host, status and time, but no contact value and no secret', async () => {
  await using fixture = await openDynamicsFixture();
  await fixture.sync([ada]);
  expect(fixture.log.map(({ operation, status }) => [operation, status])).toEqual([
    ['whoAmI', 200],
    ['discoverFields', 200],
    ['findContacts', 200],
    ['writeContacts', 200],
  ]);
  const text = JSON.stringify(fixture.log);
  for (const secret of ['ada@', 'Berg', fixture.emulator.clientSecret, 'Bearer', 'eyJ'])
    expect(text).not.toContain(secret);
});
