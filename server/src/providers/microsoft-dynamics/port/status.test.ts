import { MICROSOFT_DYNAMICS_CHECKS } from '@goodfunds/shared';
import { providerStatusSchema } from '@goodfunds/shared/schemas';
import { describe, expect, test } from 'vitest';
import { type DynamicsFixture, openDynamicsFixture } from '../testing/dynamics-fixture.ts';
import { checkOf, checkResults, failedAt } from '../testing/status-results.ts';
import { stoppedBy } from '../testing/stopped-by.ts';

describe('a connection that works', () => {
  test('passes every check in order, names the remote side and writes nothing', async () => {
    await using fixture = await openDynamicsFixture({ contacts: 3 });
    const status = await fixture.port.getProviderStatus();
    expect(providerStatusSchema.parse(status)).toEqual(status);
    expect(status.checks.map(({ id }) => id)).toEqual([...MICROSOFT_DYNAMICS_CHECKS]);
    expect(new Set(Object.values(checkResults(status)))).toEqual(new Set(['PASSED']));
    expect(status).toMatchObject({
      status: 'UP',
      remote: {
        environmentId: fixture.emulator.organizationId,
        environmentHost: new URL(fixture.emulator.baseUrl).host,
      },
    });
    expect(fixture.emulator.ledger()).toEqual([]);
  });

  test('fetches a new token for every test', async () => {
    await using fixture = await openDynamicsFixture();
    await fixture.port.getProviderStatus();
    await fixture.port.getProviderStatus();
    expect(fixture.emulator.requestCounts().requests.token).toBe(2);
  });

  test('passes right after a failure, because nothing is remembered', async () => {
    await using fixture = await openDynamicsFixture();
    fixture.emulator.addFaults({
      match: { url: '/oauth2/' },
      times: 3,
      action: { type: 'refuseToken', code: '90055' },
    });
    expect((await fixture.port.getProviderStatus()).status).toBe('DOWN');
    expect((await fixture.port.getProviderStatus()).status).toBe('UP');
  });
});

describe('a URL that cannot be an environment', () => {
  test.each([
    ['https://org1.crm4.dynamics.com/main.aspx', 'ENVIRONMENT_URL_HAS_PATH'],
    ['https://crm.example.org', 'ENVIRONMENT_HOST_NOT_ALLOWED'],
    ['http://org1.crm4.dynamics.com', 'ENVIRONMENT_URL_NOT_HTTPS'],
    ['not an address', 'ENVIRONMENT_URL_INVALID'],
    ['https://org1.crm4.dynamics.com.mcas.ms/main.aspx', 'ENVIRONMENT_URL_IS_PROXY'],
  ])('%s is refused before anything is sent', async (environmentUrl, code) => {
    await using fixture = await openDynamicsFixture();
    const status = await fixture.openPort({ environmentUrl }).getProviderStatus();
    expect(status).toMatchObject({ status: 'DOWN', remote: null });
    expect(checkResults(status)).toEqual(failedAt('ENVIRONMENT_URL', code));
    expect(fixture.emulator.requests()).toEqual([]);
  });
});

describe('a token that Entra refuses', () => {
  test.each<[string, (fixture: DynamicsFixture) => void, string]>([
    [
      'a wrong secret',
      ({ emulator }) => emulator.setSecret({ clientSecret: 'another' }),
      'CLIENT_SECRET_WRONG',
    ],
    [
      'an expired one',
      ({ emulator }) => emulator.setSecret({ expiresOn: '2020-01-01T00:00:00Z' }),
      'CLIENT_SECRET_EXPIRED',
    ],
    [
      'an unknown client',
      ({ emulator }) => emulator.setDirectory({ clientId: crypto.randomUUID() }),
      'CLIENT_UNKNOWN',
    ],
    [
      'an unknown tenant',
      ({ emulator }) => emulator.setDirectory({ tenantId: crypto.randomUUID() }),
      'TENANT_UNKNOWN',
    ],
    [
      'no service principal',
      ({ emulator }) => emulator.setDirectory({ servicePrincipal: 'missing' }),
      'SERVICE_PRINCIPAL_MISSING',
    ],
    [
      'a disabled application',
      ({ emulator }) => emulator.setDirectory({ servicePrincipal: 'disabled' }),
      'APPLICATION_DISABLED',
    ],
    ...(['500011', '70011', '53003', '7000112', '900144'] as const).map(
      (code): [string, (fixture: DynamicsFixture) => void, string] => [
        `AADSTS${code}`,
        ({ emulator }) =>
          emulator.addFaults({
            match: { url: '/oauth2/' },
            times: null,
            action: { type: 'refuseToken', code },
          }),
        {
          '500011': 'RESOURCE_UNKNOWN',
          '70011': 'SCOPE_INVALID',
          '53003': 'CONDITIONAL_ACCESS',
          '7000112': 'APPLICATION_DISABLED',
          '900144': 'CREDENTIAL_MISSING',
        }[code],
      ],
    ),
  ])('%s', async (_title, spoil, code) => {
    await using fixture = await openDynamicsFixture();
    spoil(fixture);
    const status = await fixture.port.getProviderStatus();
    expect(status.status).toBe('DOWN');
    expect(checkResults(status)).toEqual(failedAt('TOKEN', code));
    expect(checkOf(status, 'TOKEN')?.params['aadsts']).toMatch(/^\d+$/);
    expect(checkOf(status, 'TOKEN')?.requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(JSON.stringify(status)).not.toContain(fixture.emulator.clientSecret);
  });
});

describe('an application user that cannot work', () => {
  test.each([
    ['missing', 'APPLICATION_USER_MISSING'],
    ['disabled', 'APPLICATION_USER_DISABLED'],
    ['withoutRoles', 'ROLE_MISSING'],
  ] as const)('%s', async (state, code) => {
    await using fixture = await openDynamicsFixture();
    fixture.emulator.setUser({ state });
    const status = await fixture.port.getProviderStatus();
    expect(checkResults(status)).toEqual(failedAt('WHO_AM_I', code));
    expect(checkOf(status, 'WHO_AM_I')?.detail).toContain('user');
    expect(checkOf(status, 'WHO_AM_I')?.requestId).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('the IP firewall of the environment', () => {
  test('is named where it blocks the service', async () => {
    await using fixture = await openDynamicsFixture();
    fixture.emulator.setIpFirewall({ blocksCaller: true });
    expect(checkResults(await fixture.port.getProviderStatus())).toEqual(failedAt('WHO_AM_I', 'IP_BLOCKED'));
    fixture.emulator.setIpFirewall({ blocksCaller: false });
    expect((await fixture.port.getProviderStatus()).status).toBe('UP');
  });

  test('is recognised in an answer that is no JSON', async () => {
    await using fixture = await openDynamicsFixture();
    fixture.emulator.addFaults({
      match: { url: 'WhoAmI' },
      times: null,
      action: {
        type: 'respond',
        status: 403,
        body: '<p>The request you are trying to make is rejected as access to your IP is blocked.</p>',
      },
    });
    expect(checkResults(await fixture.port.getProviderStatus())).toEqual(failedAt('WHO_AM_I', 'IP_BLOCKED'));
  });

  test('stops a sync, and fails no contact', async () => {
    await using fixture = await openDynamicsFixture();
    const contact = { id: 'ada', email: 'ada@example.org' };
    expect(await fixture.sync([contact])).toMatchObject([{ outcome: 'CREATED' }]);
    fixture.emulator.setIpFirewall({ blocksCaller: true });
    expect(await stoppedBy(fixture.sync([{ ...contact, firstName: 'Ada' }]))).toMatchObject({
      code: 'IP_BLOCKED',
      retryable: false,
      resolved: [],
    });
  });
});

describe('a contact table without optimistic concurrency', () => {
  test('fails the check of writing, because updates need the version that was read', async () => {
    await using fixture = await openDynamicsFixture();
    fixture.emulator.setContactTable({ isOptimisticConcurrencyEnabled: false });
    const status = await fixture.port.getProviderStatus();
    expect(status.status).toBe('DOWN');
    expect(checkResults(status)).toMatchObject({
      CREATE_CONTACTS: 'PASSED',
      WRITE_CONTACTS: 'FAILED OPTIMISTIC_CONCURRENCY_DISABLED',
    });
  });

  test('stops a sync with the same code', async () => {
    await using fixture = await openDynamicsFixture({ contacts: 1 });
    const contact = { id: 'ada', email: 'ada@example.org' };
    await fixture.sync([contact]);
    fixture.emulator.setContactTable({ isOptimisticConcurrencyEnabled: false });
    expect(await stoppedBy(fixture.sync([{ ...contact, firstName: 'Ada' }]))).toMatchObject({
      code: 'OPTIMISTIC_CONCURRENCY_DISABLED',
      retryable: false,
    });
  });
});

describe('a redirect is reported as such, with the host that it leads to', () => {
  const redirect = {
    type: 'respond',
    status: 302,
    headers: { Location: 'https://proxy.example/login?from=secret' },
  } as const;

  test.each([
    ['TOKEN', '/oauth2/'],
    ['WHO_AM_I', 'WhoAmI'],
    ['READ_CONTACTS', '/contacts'],
  ] as const)('%s', async (check, url) => {
    await using fixture = await openDynamicsFixture();
    fixture.emulator.addFaults({ match: { url }, times: null, action: redirect });
    const status = await fixture.port.getProviderStatus();
    expect(status.status).toBe('DOWN');
    expect(checkOf(status, check)).toMatchObject({
      status: 'FAILED',
      code: 'REDIRECTED',
      params: { host: 'proxy.example' },
    });
    expect(JSON.stringify(status)).not.toContain('secret');
  });

  test('and stops a sync, which continues without it', async () => {
    await using fixture = await openDynamicsFixture();
    fixture.emulator.addFaults({ match: { body: 'PATCH|POST ' }, times: 10, action: redirect });
    const contact = { id: 'ada', email: 'ada@example.org' };
    expect(await stoppedBy(fixture.sync([contact]))).toMatchObject({ code: 'REDIRECTED', retryable: true });
    fixture.emulator.clearFaults();
    expect(await fixture.sync([contact])).toMatchObject([{ outcome: 'CREATED' }]);
    expect(fixture.emulator.contactCount()).toBe(1);
  });
});

test('each check is reported as it ends', async () => {
  await using fixture = await openDynamicsFixture();
  const seen: [string, number][] = [];
  await fixture.port.getProviderStatus({
    onCheck: ({ id }) => seen.push([id, fixture.emulator.requests().length]),
  });
  expect(seen.slice(0, 4)).toEqual([
    ['ENVIRONMENT_URL', 0],
    ['TOKEN', 1],
    ['WHO_AM_I', 2],
    ['FIELD_METADATA', 3],
  ]);
});

test('a listener that throws does not reject the test', async () => {
  await using fixture = await openDynamicsFixture();
  const status = await fixture.port.getProviderStatus({
    onCheck: () => {
      throw new Error('the stream is closed');
    },
  });
  expect(status.status).toBe('UP');
});

test('an environment that does not answer is DOWN, after a few seconds of trying', async () => {
  await using fixture = await openDynamicsFixture();
  fixture.emulator.addFaults({
    match: { url: 'WhoAmI' },
    times: null,
    action: { type: 'drop', when: 'beforeCommit' },
  });
  const status = await fixture.port.getProviderStatus();
  expect(checkResults(status)).toEqual(failedAt('WHO_AM_I', 'NETWORK'));
  expect(fixture.emulator.requestCounts().requests.whoami).toBe(2);
});

test('a caller that aborts ends the test', async () => {
  await using fixture = await openDynamicsFixture();
  const controller = new AbortController();
  const status = await fixture.port.getProviderStatus({
    signal: controller.signal,
    onCheck: ({ id }) => {
      if (id === 'WHO_AM_I') controller.abort();
    },
  });
  expect(status.status).toBe('DOWN');
  expect(checkResults(status)).toMatchObject({ FIELD_METADATA: 'FAILED CANCELLED' });
});
