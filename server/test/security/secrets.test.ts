import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Integration, PushResult } from '@goodfunds/shared';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DYNAMICS, type DynamicsApp, startDynamicsApp } from '../harness/app.ts';
import { dataOf, type HttpCall } from '../harness/http-client.ts';
import { type Canary, findSecrets } from './support/find-secrets.ts';
import { recordOutgoing } from './support/outgoing-requests.ts';

const ACCOUNT = 7;
/** Contains the characters that JSON, URLs, forms and HTML encode. */
const canarySecret = () =>
  `C4n~ry "${randomBytes(9).toString('hex')}" \\ é+/%&<${randomBytes(9).toString('hex')}>`;
const [RIGHT, WRONG, NEXT] = [canarySecret(), canarySecret(), canarySecret()];
const ENCRYPTION_KEY = randomBytes(32).toString('base64');
const FIRST_CALLS = ['config.get', 'connection.test', 'discovery.fields', 'config.suggestMapping'];

describe('secrets never leave the service, except in token requests', () => {
  let app: DynamicsApp;
  let outgoing: ReturnType<typeof recordOutgoing>;
  const outputs = new Map<string, Buffer>();
  const warnings: string[] = [];
  const keepWarning = (warning: Error): void => void warnings.push(String(warning.stack));
  let user: string;

  beforeAll(async () => {
    app = await startDynamicsApp({
      emulator: { clientSecret: RIGHT },
      environment: { METRICS_PORT: '0', ENCRYPTION_KEY },
    });
    outgoing = recordOutgoing(app.emulator.baseUrl);
    user = await app.userToken(ACCOUNT);
    process.on('warning', keepWarning);
    await everyFlow();
    await everyFailure();
    await keep('metrics', await fetch(`${app.metricsUrl}/metrics`));
  });
  afterAll(async () => {
    process.off('warning', keepWarning);
    outgoing.stop();
    await app[Symbol.asyncDispose]();
  });

  const keep = async (place: string, answer: Response): Promise<string> => {
    const text = await answer.text();
    const name = `${place} #${outputs.size}`;
    outputs.set(name, Buffer.from(`${JSON.stringify([...answer.headers])}\n${text}`));
    return text;
  };
  const send = async (place: string, body: string, headers: Record<string, string> = {}, token = user) =>
    await keep(
      place,
      await fetch(`${app.url}/trpc/${place}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
        body,
      }),
    );
  const recorded =
    (token: string): HttpCall =>
    async (procedure, input = {}) => {
      const text = await send(procedure, JSON.stringify(input), {}, token);
      return { status: text.startsWith('{"result"') ? 200 : 400, body: JSON.parse(text) as object };
    };
  const stream = async (runId: string): Promise<void> => {
    await send('sync.progress', JSON.stringify({ runId }), { accept: 'text/event-stream' });
  };

  const everyFlow = async (): Promise<void> => {
    const asUser = recorded(user);
    const asService = recorded(app.serviceKey);
    const credentials = app.credentials({ clientSecretExpiresOn: '2030-01-31' });
    await dataOf(asUser('connection.test', { provider: DYNAMICS, credentials }));
    await send('connection.testStream?batch=1', JSON.stringify({ 0: { provider: DYNAMICS, credentials } }), {
      'trpc-accept': 'application/jsonl',
    });
    const created = await dataOf<Integration>(asUser('config.create', { provider: DYNAMICS, credentials }));
    const integrationId = created.id;
    for (const procedure of [...FIRST_CALLS, 'config.list', 'config.providers'])
      await dataOf(asUser(procedure, { integrationId }));
    const mapping = { emailaddress1: { field: 'email' }, firstname: { field: 'firstName' } };
    const update = { integrationId, version: created.version, mapping, enabled: true };
    const enabled = await dataOf<Integration>(asUser('config.update', update));
    await asUser('config.update', update);
    app.emulator.setSecret({ clientSecret: NEXT });
    await dataOf(
      asUser('config.update', {
        integrationId,
        version: enabled.version,
        credentials: { clientSecret: NEXT },
      }),
    );
    const contacts = [
      { id: 'c-1', email: 'anna@example.org', firstName: 'Anna' },
      { id: 'c-2', email: 'no address', firstName: 'Berta' },
    ];
    const pushed = await dataOf<PushResult>(asService('sync.push', { accountId: ACCOUNT, contacts }));
    const [run] = pushed.runs;
    const runId = run?.id ?? '';
    await stream(runId);
    for (const procedure of ['sync.get', 'sync.items', 'sync.retryFailed', 'sync.cancel'])
      await dataOf(asUser(procedure, { runId }));
    for (const procedure of ['sync.start', 'sync.preview', 'sync.list', 'sync.contacts'])
      await dataOf(asUser(procedure, { integrationId }));
    await dataOf(asService('contacts.forget', { accountId: ACCOUNT, contactId: 'c-2' }));
  };

  const everyFailure = async (): Promise<void> => {
    const asUser = recorded(user);
    const integrations = await dataOf<Integration[]>(asUser('config.list'));
    const { id: integrationId, version } = integrations[0] ?? { id: '', version: 0 };
    await failingRun(asUser, integrationId);
    const wrong = app.credentials({ clientSecret: WRONG });
    await asUser('connection.test', { provider: DYNAMICS, credentials: wrong });
    await asUser('config.update', { integrationId, version, credentials: { clientSecret: WRONG } });
    for (const procedure of FIRST_CALLS) await asUser(procedure, { integrationId });
    await untilPausedBy('CLIENT_SECRET_WRONG', asUser);
    await repeatedByTheRemoteSide(asUser, integrationId, version + 1);
    await malformedCalls(asUser);
    await brokenFile(asUser, integrationId, version + 2);
  };

  /** A run whose token is rejected. */
  const failingRun = async (asUser: HttpCall, integrationId: string): Promise<void> => {
    app.emulator.addFaults({
      match: { url: '/api/data/' },
      times: null,
      action: { type: 'respond', status: 401 },
    });
    await dataOf(asUser('sync.start', { integrationId, scope: { kind: 'ALL' } }));
    await untilPausedBy('TOKEN_REJECTED', asUser);
    app.emulator.clearFaults();
  };

  const untilPausedBy = async (code: string, asUser: HttpCall): Promise<void> => {
    while (!JSON.stringify(await asUser('config.list')).includes(`"code":"${code}","params"`))
      await setTimeout(20);
  };

  /** Entra ID and Dataverse echo what they were sent. */
  const repeatedByTheRemoteSide = async (
    asUser: HttpCall,
    integrationId: string,
    version: number,
  ): Promise<void> => {
    const { emulator } = app;
    for (const secret of [WRONG, NEXT]) {
      const form = new URLSearchParams({ client_secret: secret }).toString();
      const body = { error: 'invalid_client', error_description: `AADSTS7000215: ${secret} ${form}` };
      emulator.addFaults({
        match: { url: '/oauth2/' },
        times: null,
        action: { type: 'respond', status: 401, body },
      });
      const credentials = app.credentials({ clientSecret: secret });
      await asUser('connection.test', { provider: DYNAMICS, credentials });
      emulator.clearFaults();
    }
    await dataOf(asUser('config.update', { integrationId, version, credentials: { clientSecret: NEXT } }));
    await dataOf(asUser('connection.test', { integrationId }));
    const [token = ''] = bearerTokens();
    for (const status of [400, 401, 403, 500]) {
      emulator.addFaults({
        match: { url: '/api/data/' },
        times: null,
        action: {
          type: 'respond',
          status,
          headers: { 'x-ms-service-request-id': token },
          body: { error: { code: token, message: `no entry for ${token}` } },
        },
      });
      for (const procedure of FIRST_CALLS) await asUser(procedure, { integrationId, refresh: true });
      emulator.clearFaults();
    }
  };

  const malformedCalls = async (asUser: HttpCall): Promise<void> => {
    for (const name of ['tenantId', 'clientId', 'clientSecretExpiresOn']) {
      const credentials = app.credentials({ [name]: RIGHT });
      await asUser('connection.test', { provider: DYNAMICS, credentials });
      await asUser('config.create', { provider: DYNAMICS, credentials });
    }
    await asUser('config.create', { provider: DYNAMICS, credentials: { clientSecret: { [RIGHT]: 1 } } });
    await asUser('config.create', { provider: DYNAMICS, credentials: { clientSecret: RIGHT.repeat(500) } });
    await asUser('connection.test', { provider: RIGHT, credentials: {} });
    for (const body of [`{"clientSecret":${JSON.stringify(RIGHT)}`, JSON.stringify(RIGHT), RIGHT])
      await send('config.create', body);
    const query = encodeURIComponent(RIGHT);
    for (const path of [`/trpc/config.get?input=${query}`, `/trpc/${query}`, `/${query}`, `/panel/${query}`])
      await keep(
        'malformed path',
        await fetch(`${app.url}${path}`, { headers: { authorization: `Bearer ${user}` } }),
      );
    for (const token of [`${user}x`, `${app.serviceKey}x`, ENCRYPTION_KEY])
      await send('config.list', '{}', {}, token);
    await send('config.list', '{}', { authorization: `Basic ${app.serviceKey}` });
  };

  /** The store fails during a change of secrets. */
  const brokenFile = async (asUser: HttpCall, integrationId: string, version: number): Promise<void> => {
    const file = new Sqlite(app.databasePath);
    file.exec('alter table audit rename to audit_away');
    const answer = await asUser('config.update', {
      integrationId,
      version,
      credentials: { clientSecret: RIGHT },
    });
    expect(JSON.stringify(answer.body)).toContain('INTERNAL');
    await asUser('config.create', { provider: DYNAMICS, credentials: app.credentials() });
    file.exec('alter table audit_away rename to audit');
    file.prepare('update integrations set secrets = \'{"clientSecret":{"sealed":"x","hint":""}}\'').run();
    file.close();
    for (const procedure of FIRST_CALLS) await asUser(procedure, { integrationId });
  };

  const bearerTokens = (): string[] => [
    ...new Set(outgoing.requests.flatMap(({ headers }) => /Bearer ([\w.-]+)/.exec(headers)?.[1] ?? [])),
  ];

  const canaries = (): Canary[] => [
    { name: 'client secret', secret: RIGHT },
    { name: 'wrong client secret', secret: WRONG },
    { name: 'next client secret', secret: NEXT },
    { name: 'service key', secret: app.serviceKey },
    { name: 'encryption key', secret: ENCRYPTION_KEY },
    // Only the signature of a token is secret.
    { name: 'user token', secret: user.split('.')[2] ?? '' },
    ...bearerTokens().map((token) => ({ name: 'Dataverse token', secret: token.split('.')[2] ?? '' })),
  ];

  const databaseFiles = (): [string, Buffer][] => {
    const folder = dirname(app.databasePath);
    return readdirSync(folder).map((name) => [`file ${name}`, readFileSync(join(folder, name))]);
  };

  it('the search finds the canaries in the token requests', () => {
    const tokenRequests = outgoing.requests.filter(({ path }) => path.includes('/oauth2/'));
    const bodies = tokenRequests.map(({ body }): [string, Buffer] => ['token request', Buffer.from(body)]);
    const found = findSecrets(canaries(), bodies).map(({ canary }) => canary);
    expect(new Set(found)).toEqual(new Set(['client secret', 'wrong client secret', 'next client secret']));
    expect(bearerTokens().length).toBeGreaterThan(0);
  });

  it.each(['plain', 'hex', 'url', 'form', 'json', 'json, ascii', 'utf-16', 'base64', 'base64url'])(
    'the search finds a secret encoded as %s',
    (form) => {
      const written: Record<string, Buffer> = {
        plain: Buffer.from(`x${RIGHT}y`),
        hex: Buffer.from(Buffer.from(`x${RIGHT}`).toString('hex').toUpperCase()),
        url: Buffer.from(encodeURIComponent(RIGHT)),
        form: Buffer.from(new URLSearchParams({ v: RIGHT }).toString()),
        json: Buffer.from(JSON.stringify({ v: RIGHT })),
        'json, ascii': Buffer.from(JSON.stringify(RIGHT).replaceAll('é', '\\u00e9')),
        'utf-16': Buffer.from(RIGHT, 'utf16le'),
        base64: Buffer.from(Buffer.from(`xy${RIGHT}`).toString('base64')),
        base64url: Buffer.from(Buffer.from(`x${RIGHT}`).toString('base64url')),
      };
      const findings = findSecrets(canaries(), [['planted', written[form] ?? Buffer.alloc(0)]]);
      expect(findings.map((finding) => finding.form)).toContain(form);
    },
  );

  it('no response, event, metric, trace log line or warning contains a secret', async ({ annotate }) => {
    const places: [string, Buffer][] = [
      ...outputs,
      ['log', Buffer.from(app.logLines.join(''))],
      ['warnings', Buffer.from(warnings.join('\n'))],
    ];
    expect(app.logLines.join('')).toContain('unexpected error');
    expect(findSecrets(canaries(), places)).toEqual([]);
    await annotate(`${outputs.size} answers, ${app.logLines.length} log lines, 0 hits`);
  });

  it('the database and its write-ahead log contain no secret, running or stopped', async () => {
    const running = databaseFiles();
    expect(running.map(([name]) => name)).toContain('file crm.sqlite-wal');
    expect(findSecrets(canaries(), running)).toEqual([]);
    await app.stop();
    expect(findSecrets(canaries(), databaseFiles())).toEqual([]);
  });

  it('secrets are sent only in token requests and never in a URL', () => {
    const secrets = canaries().filter(({ name }) => name !== 'Dataverse token');
    const others = outgoing.requests.filter(({ path }) => !path.includes('/oauth2/'));
    expect(others.length).toBeGreaterThan(20);
    const sent = others.map(({ path, headers, body }): [string, Buffer] => [
      path,
      Buffer.from([path, headers, body].join('\n')),
    ]);
    expect(findSecrets(secrets, sent)).toEqual([]);
    const addresses = outgoing.requests.map(({ path }): [string, Buffer] => ['address', Buffer.from(path)]);
    expect(findSecrets(canaries(), addresses)).toEqual([]);
  });
});
