import type { Integration, PushResult } from '@goodfunds/shared';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DYNAMICS, type DynamicsApp, startDynamicsApp } from '../../test/harness/app.ts';
import type { HttpCall } from '../../test/harness/http-client.ts';
import { openApiDocument } from './openapi.ts';
import { listProcedures, PROCEDURE_SUMMARIES } from './procedure-list.ts';

const ACCOUNT = 7;
const MAPPING = { emailaddress1: { field: 'email' }, firstname: { field: 'firstName' } };

describe('the OpenAPI document', () => {
  let app: DynamicsApp;
  const called = new Set<string>();
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema({ $id: 'api', components: openApiDocument()['components'] });

  beforeAll(async () => {
    app = await startDynamicsApp();
  });
  afterAll(async () => await app[Symbol.asyncDispose]());

  const validationErrors = (schema: string, value: unknown): unknown => {
    const validate = ajv.getSchema(`api#/components/schemas/${schema}`);
    if (!validate) throw new Error(`${schema} is not in the document`);
    return validate(value) ? [] : validate.errors;
  };
  /** Calls a procedure, and validates its input and result. */
  const described =
    (call: HttpCall) =>
    async <T>(procedure: string, input: object): Promise<T> => {
      expect([procedure, validationErrors(`${procedure}.input`, input)]).toEqual([procedure, []]);
      const { status, body } = await call(procedure, input);
      expect([procedure, status, body.error]).toEqual([procedure, 200, undefined]);
      expect([procedure, validationErrors(`${procedure}.output`, body.result?.data)]).toEqual([
        procedure,
        [],
      ]);
      called.add(procedure);
      return body.result?.data as T;
    };
  const readStream = async (path: string, init: RequestInit): Promise<string> => {
    const token = await app.userToken(ACCOUNT);
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const answer = await fetch(`${app.url}/trpc/${path}`, {
      ...init,
      headers: { ...headers, ...(init.headers as Record<string, string>) },
    });
    return await answer.text();
  };

  it('is OpenAPI 3.1, and is what the service serves', async () => {
    const served = (await (await fetch(`${app.url}/openapi.json`)).json()) as Record<string, unknown>;
    expect(served).toEqual(JSON.parse(JSON.stringify(openApiDocument())));
    const validator = new Validator();
    expect(await validator.validate(served)).toMatchObject({ valid: true });
    expect(validator.version).toBe('3.1');
  });

  it('has a summary of every procedure', () => {
    expect(Object.keys(PROCEDURE_SUMMARIES).sort()).toEqual(
      listProcedures()
        .map(({ path }) => path)
        .sort(),
    );
  });

  it('matches the results of every procedure', async () => {
    const user = described(app.asUserOf(ACCOUNT));
    const service = described(app.asService);
    const credentials = app.credentials();
    await user('config.providers', {});
    await user('connection.test', { provider: DYNAMICS, credentials });
    await user('connection.test', { provider: DYNAMICS, credentials: { ...credentials, tenantId: '?' } });
    const created = await user<Integration>('config.create', { provider: DYNAMICS, credentials });
    const integrationId = created.id;
    await user('config.suggestMapping', { integrationId });
    await user('discovery.fields', { integrationId });
    const update = { integrationId, version: created.version, mapping: MAPPING, enabled: true };
    await user('config.update', update);
    const contacts = [
      { id: 'c-1', email: 'anna@example.org', firstName: 'Anna', customFields: { size: 'M', count: 3 } },
      { id: 'c-2', email: 'no address', updatedAt: '2026-01-31T12:00:00+01:00' },
      { id: 'c-3' },
    ];
    const pushed = await service<PushResult>('sync.push', { accountId: ACCOUNT, contacts });
    const runId = pushed.runs[0]?.id ?? '';
    const stream = await readStream('sync.progress', {
      method: 'POST',
      headers: { accept: 'text/event-stream' },
      body: JSON.stringify({ runId }),
    });
    const snapshots = [...stream.matchAll(/^data: (\{"id".+)$/gm)].map(([, data = '']): unknown =>
      JSON.parse(data),
    );
    expect(snapshots.length).toBeGreaterThan(0);
    for (const snapshot of snapshots) expect(validationErrors('sync.progress.output', snapshot)).toEqual([]);
    called.add('sync.progress');
    for (const procedure of ['config.get', 'sync.preview', 'sync.list', 'sync.contacts', 'sync.start'])
      await user(procedure, { integrationId });
    await service('config.list', { accountId: ACCOUNT });
    await user('reviews.list', { integrationId });
    await user('reviews.get', { integrationId, contactId: 'c-3' });
    await user('reviews.decide', { integrationId, reason: 'NO_EMAIL', decision: 'IGNORE' });
    for (const procedure of ['sync.get', 'sync.items', 'sync.causes', 'sync.retryFailed', 'sync.cancel'])
      await user(procedure, { runId });
    await service('contacts.forget', { accountId: ACCOUNT, contactId: 'c-3' });
    const lines = await readStream('connection.testStream?batch=1', {
      method: 'POST',
      headers: { 'trpc-accept': 'application/jsonl' },
      body: JSON.stringify({ 0: { integrationId } }),
    });
    const events = [...lines.matchAll(/\[\[(\{"kind".+\})\]\]/g)].map(([, event = '']): unknown =>
      JSON.parse(event),
    );
    expect(events.length).toBeGreaterThan(5);
    for (const event of events) expect(validationErrors('connection.testStream.output', event)).toEqual([]);
    called.add('connection.testStream');
    await user('config.remove', { integrationId });
    expect([...called].sort()).toEqual(
      listProcedures()
        .map(({ path }) => path)
        .sort(),
    );
  });

  it('matches errors of every kind', async () => {
    const user = app.asUserOf(ACCOUNT);
    const refusals = await Promise.all([
      user('config.get', { integrationId: 'none' }),
      user('config.get', { integrationId: 7 }),
      user('config.create', { provider: DYNAMICS, credentials: { environmentUrl: 'http://a.example' } }),
      user('sync.push', { contacts: [] }),
      user('no.such', {}),
      app.asService('config.list', {}),
    ]);
    for (const { status, body } of refusals) {
      expect(status).toBeGreaterThanOrEqual(400);
      expect(validationErrors('Error', body.error)).toEqual([]);
    }
  });

  it('refuses what the API refuses', () => {
    for (const [schema, value] of [
      ['sync.push.input', { accountId: 7, contacts: [] }],
      ['sync.push.input', { contacts: [{ id: 'c-1' }] }],
      ['sync.push.input', { accountId: 7, contacts: [{ id: '' }] }],
      ['sync.start.input', { integrationId: 'i', scope: { kind: 'SOME' } }],
      ['sync.get.output', { id: 'r' }],
      ['config.remove.output', { integrationId: 'i', more: 1 }],
    ] as const)
      expect(validationErrors(schema, value)).not.toEqual([]);
  });
});
