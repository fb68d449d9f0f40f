import type { Integration, Run } from '@goodfunds/shared';
import { createTRPCClient, httpBatchLink, httpBatchStreamLink, isTRPCClientError } from '@trpc/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HttpHouse, httpHouse } from '../testing/http-house.ts';
import { dataOf, type PlainCall } from '../testing/plain-calls.ts';
import type { ConnectionTestEvent } from './connection-test-events.ts';
import { type AppRouter, appRouter } from './router.ts';

const ACCOUNT = 7;
const OTHER_ACCOUNT = 8;

describe('the API', () => {
  let house: HttpHouse;
  let asUser: PlainCall;
  beforeAll(async () => {
    house = await httpHouse();
    asUser = house.asUserOf(ACCOUNT);
  });
  afterAll(async () => await house[Symbol.asyncDispose]());

  const credentials = () => ({ user: 'anna', secret: house.provider.secret, address: 'https://crm.example' });
  const create = async (call = asUser) =>
    await dataOf<Integration>(call('config.create', { provider: 'memory', credentials: credentials() }));

  describe('who may call', () => {
    const USER_ONLY = [
      'config.create',
      'config.update',
      'config.remove',
      'config.suggestMapping',
      'connection.test',
      'connection.testStream',
      'discovery.fields',
      'sync.preview',
      'sync.contacts',
    ];
    const SERVICE_ONLY = ['sync.push', 'contacts.forget'];

    it('refuses everybody unknown alike, at every procedure', async () => {
      const procedures = Object.keys(appRouter._def.procedures);
      const answers = await Promise.all(
        procedures
          .filter((procedure) => procedure !== 'sync.progress')
          .flatMap((procedure) =>
            [undefined, 'Bearer x', 'Basic eDp5'].map((header) => postRaw(procedure, header)),
          ),
      );
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401]));
      const bodies = answers.map(({ text, procedure }) => text.replace(procedure, ''));
      expect(new Set(bodies).size).toBe(1);
      expect(JSON.parse(answers[0]?.text ?? '')).toMatchObject({
        error: { message: 'UNAUTHORIZED', data: { crm: { code: 'UNAUTHORIZED', retryable: false } } },
      });
    });

    it.each(USER_ONLY)('lets no service call %s', async (procedure) => {
      const { status, body } = await house.asService(procedure, { accountId: ACCOUNT });
      expect([status, body.error?.data.crm['code']]).toEqual([403, 'FORBIDDEN']);
    });

    it.each(SERVICE_ONLY)('lets no user call %s', async (procedure) => {
      const { status, body } = await asUser(procedure, {});
      expect([status, body.error?.data.crm['code']]).toEqual([403, 'FORBIDDEN']);
    });

    it('wants services to name the account', async () => {
      const { status, body } = await house.asService('config.list', {});
      expect(status).toBe(400);
      expect(body.error?.data.crm).toMatchObject({ code: 'BAD_REQUEST', params: { path: 'accountId' } });
      expect((await house.asService('config.list', { accountId: ACCOUNT })).status).toBe(200);
    });

    it('lets users name their own account only', async () => {
      expect((await asUser('config.list', { accountId: ACCOUNT })).status).toBe(200);
      const { status, body } = await asUser('config.list', { accountId: OTHER_ACCOUNT });
      expect([status, body.error?.data.crm['code']]).toEqual([404, 'NOT_FOUND']);
    });

    it.each([
      ['config.get', {}],
      ['config.update', { version: 1 }],
      ['config.remove', {}],
      ['config.suggestMapping', {}],
      ['connection.test', {}],
      ['discovery.fields', {}],
      ['sync.start', {}],
      ['sync.preview', {}],
      ['sync.list', {}],
      ['sync.contacts', {}],
    ])('answers %s for an integration of another account exactly as for none', async (procedure, input) => {
      const { id } = await create(house.asUserOf(OTHER_ACCOUNT));
      const foreign = await asUser(procedure, { ...input, integrationId: id });
      const unknown = await asUser(procedure, { ...input, integrationId: 'none' });
      expect(foreign.status).toBe(404);
      expect(foreign).toEqual(unknown);
    });
  });

  describe('inputs', () => {
    it('takes no input, null and {} for the same where none is needed, by GET and by POST', async () => {
      const headers = { authorization: `Bearer ${await house.userToken(ACCOUNT)}` };
      const json = { ...headers, 'content-type': 'application/json' };
      const answers = await Promise.all([
        fetch(`${house.url}/trpc/config.providers`, { headers }),
        fetch(`${house.url}/trpc/config.providers?input=%7B%7D`, { headers }),
        fetch(`${house.url}/trpc/config.providers`, { method: 'POST', headers: json, body: '{}' }),
        fetch(`${house.url}/trpc/config.providers`, { method: 'POST', headers: json, body: 'null' }),
      ]);
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
      const texts = await Promise.all(answers.map(async (answer) => await answer.text()));
      expect(new Set(texts).size).toBe(1);
    });

    it.each([
      ['config.create', { provider: 'memory', credentials: { user: 5 } }, 'credentials.user'],
      [
        'config.update',
        { integrationId: 'x', version: 1, mapping: { emailaddress1: { field: 'nope' } } },
        'mapping.emailaddress1.field',
      ],
      ['config.get', {}, 'integrationId'],
      ['connection.test', { provider: 'memory', credentials: { user: true } }, 'credentials.user'],
      ['sync.start', { integrationId: 'x', scope: { kind: 'CONTACTS', contactIds: [] } }, 'scope.contactIds'],
    ])('names the part of the input of %s that is wrong', async (procedure, input, path) => {
      const { status, body } = await asUser(procedure, input);
      expect(status).toBe(400);
      expect(body.error?.data.crm).toMatchObject({ code: 'BAD_REQUEST', retryable: false, params: { path } });
      expect(body.error?.message).toContain(path);
    });

    it('names the contact of a push that is wrong', async () => {
      const contacts = [{ id: 'a' }, { id: 'b', address: { city: 5 } }];
      const { body } = await house.asService('sync.push', { accountId: ACCOUNT, contacts });
      expect(body.error?.data.crm).toMatchObject({ params: { path: 'contacts.1.address.city' } });
    });

    it('answers malformed JSON by 400 in JSON, without quoting it', async () => {
      const answer = await postRaw(
        'config.list',
        `Bearer ${await house.userToken(ACCOUNT)}`,
        '{"secret": hunter2',
      );
      expect(answer.status).toBe(400);
      expect(JSON.parse(answer.text)).toMatchObject({ error: { data: { crm: { code: 'BAD_REQUEST' } } } });
      expect(answer.text).not.toContain('hunter2');
    });

    it('answers a procedure that does not exist by 404 in the same shape', async () => {
      const { status, body } = await asUser('config.nothing');
      expect([status, body.error?.data.crm['code']]).toEqual([404, 'NOT_FOUND']);
    });

    it('does nothing that changes something by GET', async () => {
      const input = encodeURIComponent(JSON.stringify({ provider: 'memory', credentials: credentials() }));
      const answer = await fetch(`${house.url}/trpc/config.create?input=${input}`, {
        headers: { authorization: `Bearer ${await house.userToken(ACCOUNT)}` },
      });
      expect(answer.status).toBe(405);
      expect(await answer.json()).toMatchObject({ error: { data: { crm: { code: 'BAD_REQUEST' } } } });
    });
  });

  describe('failures', () => {
    it('passes on what the CRM says, with its request id and the time to wait', async () => {
      const { id } = await create();
      house.provider.away = true;
      const answer = await fetch(`${house.url}/trpc/discovery.fields`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${await house.userToken(ACCOUNT)}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify({ integrationId: id, refresh: true }),
      });
      house.provider.away = false;
      expect(answer.status).toBe(503);
      expect(answer.headers.get('retry-after')).toBe('2');
      expect(await answer.json()).toMatchObject({
        error: {
          data: { crm: { code: 'UNAVAILABLE', retryable: true, retryAfterMs: 1_500, requestId: 'crm-1' } },
        },
      });
    });

    it('says nothing of what nobody foresaw but the id under which the log has it', async () => {
      const { id } = await create();
      const broken = new Error('anna@example.org could not be read');
      const open = house.provider.open;
      house.provider.open = () => {
        throw broken;
      };
      const { status, body } = await asUser('discovery.fields', { integrationId: id, refresh: true });
      house.provider.open = open;
      expect(status).toBe(500);
      expect(body.error?.message).toBe('INTERNAL');
      expect(JSON.stringify(body)).not.toMatch(/anna|stack|\.ts/);
      const requestId = String(body.error?.data.crm['requestId']);
      const lines = house.logLines.filter((line) => line.includes(requestId));
      expect(lines.join('')).toContain('"procedure":"discovery.fields"');
      expect(lines.join('')).not.toContain('anna');
    });
  });

  describe('typed clients', () => {
    const clientWith = (link: typeof httpBatchLink | typeof httpBatchStreamLink) =>
      createTRPCClient<AppRouter>({
        links: [
          link({
            url: `${house.url}/trpc`,
            methodOverride: 'POST',
            headers: async () => ({ authorization: `Bearer ${await house.userToken(ACCOUNT)}` }),
          }),
        ],
      });

    it('batch calls, and learn of each failure by its code', async () => {
      const client = clientWith(httpBatchLink);
      const [list, failure] = await Promise.allSettled([
        client.config.list.query({}),
        client.config.get.query({ integrationId: 'none' }),
      ]);
      expect(list.status).toBe('fulfilled');
      const reason: unknown = failure.status === 'rejected' ? failure.reason : null;
      expect(isTRPCClientError<AppRouter>(reason) && reason.data?.crm).toEqual({
        code: 'NOT_FOUND',
        retryable: false,
      });
    });

    it('watch a connection test check by check, each at the moment it ends', async () => {
      const gate = Promise.withResolvers<void>();
      house.provider.betweenChecks = async () => await gate.promise;
      const events: ConnectionTestEvent[] = [];
      const stream = await clientWith(httpBatchStreamLink).connection.testStream.mutate({
        provider: 'memory',
        credentials: credentials(),
      });
      for await (const event of stream) {
        events.push(event);
        // The second check does not begin before the first was seen here.
        gate.resolve();
      }
      house.provider.betweenChecks = async () => {};
      expect(events.map(({ kind }) => kind)).toEqual(['CHECK', 'CHECK', 'STATUS']);
      expect(events.at(-1)).toMatchObject({ status: { status: 'UP' } });
    });

    it('follow a run to its end by server-sent events whose ids are its revisions', async () => {
      const { id, version } = await create();
      const mapping = { firstname: { field: 'firstName' } };
      await dataOf(asUser('config.update', { integrationId: id, version, mapping, enabled: true }));
      const contacts = [{ id: 'c-1', email: 'anna@example.org', firstName: 'Anna' }];
      const push = await dataOf<{ runs: Run[] }>(
        house.asService('sync.push', { accountId: ACCOUNT, contacts }),
      );
      const runId = push.runs[0]?.id ?? '';
      const answer = await fetch(`${house.url}/trpc/sync.progress`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${house.serviceKey}`,
          'content-type': 'application/json',
          accept: 'text/event-stream',
        },
        body: JSON.stringify({ accountId: ACCOUNT, runId }),
      });
      expect(answer.headers.get('content-type')).toContain('text/event-stream');
      const events = (await answer.text()).split('\n\n').filter((event) => /^id: /m.test(event));
      const runs = events.map((event) => JSON.parse(/^data: (.*)$/m.exec(event)?.[1] ?? '') as Run);
      expect(events.map((event) => Number(/^id: (\d+)$/m.exec(event)?.[1]))).toEqual(
        runs.map(({ revision }) => revision),
      );
      expect(runs.at(-1)).toMatchObject({ id: runId, status: 'COMPLETED', counts: { created: 1 } });
    });
  });

  async function postRaw(procedure: string, authorization?: string, body = '{}') {
    const answer = await fetch(`${house.url}/trpc/${procedure}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(authorization !== undefined && { authorization }) },
      body,
    });
    return { procedure, status: answer.status, text: await answer.text() };
  }
});
