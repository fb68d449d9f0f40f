import type { FaultRuleInput } from '@goodfunds/dataverse-emulator';
import type { Contact } from '@goodfunds/shared';
import { describe, expect, test, vi } from 'vitest';
import { MAX_TOKEN_ANSWER_BYTES } from '../auth/msal-network-client.ts';
import { MAX_PRIVILEGES, MAX_PRIVILEGES_BYTES } from '../connection-test/privileges.ts';
import { MAX_FIND_ANSWER_BYTES } from '../contacts/find-contacts.ts';
import { derivedId } from '../contacts/link-index.ts';
import { MAX_CANDIDATES } from '../contacts/match-contact.ts';
import { MAX_METADATA_BYTES, MAX_PROOF_BYTES } from '../metadata/discover-fields.ts';
import { type DynamicsFixture, manyContacts, openDynamicsFixture } from '../testing/dynamics-fixture.ts';
import { checkOf, checkResults, failedAt } from '../testing/status-results.ts';
import { stoppedBy } from '../testing/stopped-by.ts';
import { MAX_SMALL_ANSWER_BYTES } from '../web-api/client.ts';
import { MAX_WRITE_ANSWER_BYTES } from '../writes/batch-writes.ts';
import { MAX_CREATED_BYTES } from '../writes/create-multiple.ts';

const NO_MAIL = 'no-mail@example.org';

function seedCrowd({ emulator }: DynamicsFixture, count: number): void {
  emulator.seed({
    rows: Array.from({ length: count }, (_, index) => ({ emailaddress1: NO_MAIL, lastname: `Row ${index}` })),
  });
}

const findQueries = ({ emulator }: DynamicsFixture): number =>
  emulator.requests().flatMap(({ parts }) => parts.filter(({ kind }) => kind === 'find')).length;

describe('twenty thousand CRM contacts with one e-mail', () => {
  const contacts: Contact[] = [
    { id: 'nobody', email: NO_MAIL, firstName: 'No', lastName: 'Body' },
    ...manyContacts(99),
  ];

  test('make its contact ambiguous, and the others of its query are found and created', async () => {
    await using fixture = await openDynamicsFixture();
    seedCrowd(fixture, 20_000);
    fixture.emulator.seed({
      rows: contacts.slice(1, 50).map(({ email }) => ({ emailaddress1: email, lastname: 'Old' })),
    });
    const outcomes = await fixture.sync(contacts, { onNameMismatch: 'UPDATE' });
    expect(outcomes[0]).toMatchObject({ outcome: 'SKIPPED', reason: 'AMBIGUOUS_MATCH' });
    expect(outcomes[0]?.candidates).toHaveLength(MAX_CANDIDATES);
    expect(outcomes.slice(1, 50).every(({ outcome }) => outcome === 'UPDATED')).toBe(true);
    expect(outcomes.slice(50).every(({ outcome }) => outcome === 'CREATED')).toBe(true);
    expect(fixture.emulator.contactCount()).toBe(20_000 + 99);
  });

  test('cost as many queries as ten thousand', async () => {
    const queriesWith = async (count: number): Promise<number> => {
      await using fixture = await openDynamicsFixture();
      seedCrowd(fixture, count);
      await fixture.sync(contacts, { dryRun: true });
      return findQueries(fixture);
    };
    expect(await queriesWith(20_000)).toBe(await queriesWith(10_000));
  });

  test('are ambiguous for every choice, because the chosen one could be among those that were not read', async () => {
    await using fixture = await openDynamicsFixture();
    seedCrowd(fixture, 1_000);
    for (const onAmbiguousMatch of ['OLDEST', 'MOST_RECENTLY_MODIFIED'] as const) {
      const [outcome] = await fixture.sync(contacts.slice(0, 1), { onAmbiguousMatch });
      expect(outcome).toMatchObject({ outcome: 'SKIPPED', reason: 'AMBIGUOUS_MATCH' });
    }
  });

  test('do not hide the row of a contact whose link was not stored', async () => {
    await using fixture = await openDynamicsFixture();
    const { organizationId: environmentId } = fixture.emulator;
    const contactid = derivedId({ accountId: 7, environmentId, contactId: 'nobody' });
    seedCrowd(fixture, 1_000);
    fixture.emulator.seed({
      rows: [{ contactid, emailaddress1: NO_MAIL, firstname: 'No', lastname: 'Body' }],
    });
    expect(await fixture.sync(contacts.slice(0, 1))).toMatchObject([
      { outcome: 'UNCHANGED', crmContactId: contactid },
    ]);
  });

  test('do not hide the row of a contact that is linked', async () => {
    await using fixture = await openDynamicsFixture();
    const [created] = await fixture.sync(contacts.slice(0, 1));
    seedCrowd(fixture, 1_000);
    const [outcome] = await fixture.sync([{ ...contacts[0], id: 'nobody', lastName: 'New' }]);
    expect(outcome).toMatchObject({ outcome: 'UPDATED', crmContactId: created?.crmContactId });
  });
});

test('more rows than one find reads are read by several, and nothing is created twice', async () => {
  await using fixture = await openDynamicsFixture();
  const contacts = manyContacts(100);
  fixture.emulator.seed({
    rows: contacts.flatMap(({ email, firstName, lastName }) => [
      ...Array.from({ length: 149 }, (_, index) => ({ emailaddress1: email, lastname: `Other ${index}` })),
      { emailaddress1: email, firstname: firstName, lastname: lastName },
    ]),
  });
  const outcomes = await fixture.sync(contacts);
  expect(outcomes.every(({ outcome }) => outcome === 'UNCHANGED')).toBe(true);
  expect(fixture.emulator.contactCount()).toBe(15_000);
});

test('rows that are too large for one answer are asked for fewer at a time', async () => {
  await using fixture = await openDynamicsFixture();
  fixture.emulator.addAttribute({ type: 'Memo', schemaName: 'new_note', maxLength: 50_000 });
  const mapping = { ...fixture.mapping, new_note: { field: 'customFields.note' } };
  const contacts = manyContacts(300, () => ({ customFields: { note: 'x'.repeat(50_000) } }));
  fixture.emulator.seed({
    rows: contacts.map(({ email, firstName, lastName, customFields }) => ({
      emailaddress1: email,
      firstname: firstName,
      lastname: lastName,
      new_note: customFields?.['note'],
    })),
  });
  const outcomes = await fixture.sync(contacts, { mapping });
  expect(outcomes.every(({ outcome }) => outcome === 'UNCHANGED')).toBe(true);
});

describe('an answer has at most the bytes that fit the question', () => {
  const ada: Contact = { id: 'ada', email: 'ada@example.org' };
  type Fixture = DynamicsFixture;

  test.each<[string, number, FaultRuleInput['match'], (fixture: Fixture) => Promise<unknown>]>([
    ['whoAmI', MAX_SMALL_ANSWER_BYTES, { url: 'WhoAmI' }, ({ port }) => port.getEnvironmentId()],
    ['readContacts', MAX_SMALL_ANSWER_BYTES, { url: '/contacts\\?' }, ({ port }) => port.getProviderStatus()],
    [
      'readPrivileges',
      MAX_PRIVILEGES_BYTES,
      { url: 'RetrieveUserPrivileges' },
      ({ port }) => port.getProviderStatus(),
    ],
    [
      'discoverFields',
      MAX_METADATA_BYTES,
      { body: 'EntityDefinitions' },
      ({ port }) => port.getAvailableContactFields(),
    ],
    ['proveReadable', MAX_PROOF_BYTES, { body: 'ne%20null' }, ({ port }) => port.getAvailableContactFields()],
    ['findContacts', MAX_FIND_ANSWER_BYTES, { body: 'ada%40example' }, (fixture) => fixture.sync([ada])],
    ['writeContacts', MAX_WRITE_ANSWER_BYTES, { body: 'PATCH|POST ' }, (fixture) => fixture.sync([ada])],
    [
      'createContacts',
      MAX_CREATED_BYTES,
      { url: 'CreateMultiple' },
      (fixture) => fixture.sync(manyContacts(20)),
    ],
  ])('%s: %i', async (operation, maxBytes, match, call) => {
    const codesFor = async (bytes: number) => {
      await using fixture = await openDynamicsFixture();
      fixture.emulator.addAttribute({ type: 'String', schemaName: 'new_iban', isSecured: true });
      const action = { type: 'respond', status: 200, body: 'x'.repeat(bytes) } as const;
      fixture.emulator.addFaults({ match, action });
      await Promise.allSettled([call(fixture)]);
      return fixture.log.filter((entry) => entry.operation === operation).map(({ code }) => code);
    };
    expect(await codesFor(maxBytes)).not.toContain('ANSWER_TOO_LARGE');
    expect(await codesFor(maxBytes + 1)).toContain('ANSWER_TOO_LARGE');
  });

  test('and so has one of the token endpoint', async () => {
    await using fixture = await openDynamicsFixture();
    const body = 'x'.repeat(MAX_TOKEN_ANSWER_BYTES + 1);
    const action = { type: 'respond', status: 200, body } as const;
    fixture.emulator.addFaults({ match: { url: '/oauth2/' }, times: 3, action });
    const status = await fixture.port.getProviderStatus();
    expect(checkResults(status)).toEqual(failedAt('TOKEN', 'TOKEN_ENDPOINT_UNAVAILABLE'));
    expect(checkOf(status, 'TOKEN')?.params).toEqual({ failure: 'ANSWER_TOO_LARGE' });
  });

  test('and privileges are counted before they are read', async () => {
    await using fixture = await openDynamicsFixture();
    const privilege = { PrivilegeName: 'prvReadContact', Depth: 'Global' };
    const RolePrivileges = Array.from({ length: MAX_PRIVILEGES + 1 }, () => privilege);
    const action = { type: 'respond', status: 200, body: { RolePrivileges } } as const;
    fixture.emulator.addFaults({ match: { url: 'RetrieveUserPrivileges' }, action });
    expect(checkResults(await fixture.port.getProviderStatus())).toMatchObject({
      READ_CONTACTS: 'FAILED ANSWER_MALFORMED',
    });
  });
});

test('a part that is nested too deeply is not parsed, whatever stands before it', async () => {
  await using fixture = await openDynamicsFixture();
  fixture.emulator.addFaults({
    part: { method: 'GET', url: 'ada%40example' },
    action: {
      type: 'respond',
      status: 200,
      headers: { 'x-quote': '"', 'x-closed': ']'.repeat(2_000) },
      body: '['.repeat(5_000_000),
    },
  });
  const parse = vi.spyOn(JSON, 'parse');
  const error = await stoppedBy(fixture.sync([{ id: 'ada', email: 'ada@example.org' }]));
  expect(error).toMatchObject({ code: 'ANSWER_MALFORMED', retryable: true });
  expect(parse.mock.calls.filter(([text]) => text.length > 1_000_000)).toEqual([]);
  parse.mockRestore();
});

test('the error of a part is parsed once', async () => {
  await using fixture = await openDynamicsFixture();
  const body = { error: { code: '0x80044331', message: 'of one part' } };
  fixture.emulator.addFaults({
    part: { method: 'POST' },
    times: 3,
    action: { type: 'respond', status: 400, body },
  });
  const parse = vi.spyOn(JSON, 'parse');
  const outcomes = await fixture.sync(manyContacts(3));
  expect(outcomes.map(({ error }) => error?.code)).toEqual(Array(3).fill('VALUE_TOO_LONG'));
  expect(parse.mock.calls.filter(([text]) => text === JSON.stringify(body))).toHaveLength(3);
  parse.mockRestore();
});
