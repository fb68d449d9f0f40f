import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MemoryApp, startMemoryApp } from '../../test/harness/app.ts';
import { postRaw } from '../../test/harness/http-client.ts';
import { type IntegrationCalls, integrationCalls } from '../../test/harness/integration-calls.ts';
import { appRouter } from './router.ts';

const ACCOUNT = 7;
const OTHER_ACCOUNT = 8;

describe('authorisation', () => {
  let app: MemoryApp;
  let calls: IntegrationCalls;
  beforeAll(async () => {
    app = await startMemoryApp();
    calls = integrationCalls(app, ACCOUNT);
  });
  afterAll(async () => await app[Symbol.asyncDispose]());

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

  it('refuses every unknown caller in the same way, at every procedure', async () => {
    const procedures = Object.keys(appRouter._def.procedures);
    const answers = await Promise.all(
      procedures
        .filter((procedure) => procedure !== 'sync.progress')
        .flatMap((procedure) =>
          [undefined, 'Bearer x', 'Basic eDp5'].map((header) => postRaw(app.url, procedure, header)),
        ),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401]));
    const bodies = answers.map(({ text, procedure }) => text.replace(procedure, ''));
    expect(new Set(bodies).size).toBe(1);
    expect(JSON.parse(answers[0]?.text ?? '')).toMatchObject({
      error: { message: 'UNAUTHORIZED', data: { crm: { code: 'UNAUTHORIZED', retryable: false } } },
    });
  });

  it.each(USER_ONLY)('refuses %s to services', async (procedure) => {
    const { status, body } = await app.asService(procedure, { accountId: ACCOUNT });
    expect([status, body.error?.data.crm['code']]).toEqual([403, 'FORBIDDEN']);
  });

  it.each(SERVICE_ONLY)('refuses %s to users', async (procedure) => {
    const { status, body } = await calls.asUser(procedure, {});
    expect([status, body.error?.data.crm['code']]).toEqual([403, 'FORBIDDEN']);
  });

  it('requires services to name the account', async () => {
    const { status, body } = await app.asService('config.list', {});
    expect(status).toBe(400);
    expect(body.error?.data.crm).toMatchObject({ code: 'BAD_REQUEST', params: { path: 'accountId' } });
    expect((await app.asService('config.list', { accountId: ACCOUNT })).status).toBe(200);
  });

  it('allows users to name only their own account', async () => {
    expect((await calls.asUser('config.list', { accountId: ACCOUNT })).status).toBe(200);
    const { status, body } = await calls.asUser('config.list', { accountId: OTHER_ACCOUNT });
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
    const { id } = await calls.create({}, app.asUserOf(OTHER_ACCOUNT));
    const foreign = await calls.asUser(procedure, { ...input, integrationId: id });
    const unknown = await calls.asUser(procedure, { ...input, integrationId: 'none' });
    expect(foreign.status).toBe(404);
    expect(foreign).toEqual(unknown);
  });
});
