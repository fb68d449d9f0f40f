import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MemoryApp, startMemoryApp } from '../../test/harness/app.ts';
import { postRaw } from '../../test/harness/http-client.ts';
import { type IntegrationCalls, integrationCalls } from '../../test/harness/integration-calls.ts';
import {
  boundParams,
  joinPath,
  MAX_PARAM_LENGTH,
  MAX_PARAM_TEXTS,
  MAX_PATH_KEY_LENGTH,
  MAX_PATH_KEYS,
} from './error-bounds.ts';

const ACCOUNT = 7;

describe('the API', () => {
  let app: MemoryApp;
  let calls: IntegrationCalls;
  beforeAll(async () => {
    app = await startMemoryApp();
    calls = integrationCalls(app, ACCOUNT);
  });
  afterAll(async () => await app[Symbol.asyncDispose]());

  describe('inputs', () => {
    it('accepts no input, null and {} alike where none is needed, by GET and by POST', async () => {
      const headers = { authorization: `Bearer ${await app.userToken(ACCOUNT)}` };
      const json = { ...headers, 'content-type': 'application/json' };
      const answers = await Promise.all([
        fetch(`${app.url}/trpc/config.providers`, { headers }),
        fetch(`${app.url}/trpc/config.providers?input=%7B%7D`, { headers }),
        fetch(`${app.url}/trpc/config.providers`, { method: 'POST', headers: json, body: '{}' }),
        fetch(`${app.url}/trpc/config.providers`, { method: 'POST', headers: json, body: 'null' }),
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
    ])('names the invalid part of the input of %s', async (procedure, input, path) => {
      const { status, body } = await calls.asUser(procedure, input);
      expect(status).toBe(400);
      expect(body.error?.data.crm).toMatchObject({ code: 'BAD_REQUEST', retryable: false, params: { path } });
      expect(body.error?.message).toContain(path);
    });

    it('names the invalid contact of a push', async () => {
      const contacts = [{ id: 'a' }, { id: 'b', address: { city: 5 } }];
      const { body } = await app.asService('sync.push', { accountId: ACCOUNT, contacts });
      expect(body.error?.data.crm).toMatchObject({ params: { path: 'contacts.1.address.city' } });
    });

    it('answers malformed JSON with 400 in JSON, without quoting it', async () => {
      const answer = await postRaw(
        app.url,
        'config.list',
        `Bearer ${await app.userToken(ACCOUNT)}`,
        '{"secret": hunter2',
      );
      expect(answer.status).toBe(400);
      expect(JSON.parse(answer.text)).toMatchObject({ error: { data: { crm: { code: 'BAD_REQUEST' } } } });
      expect(answer.text).not.toContain('hunter2');
    });

    it('answers an unknown procedure with 404 in the same shape', async () => {
      const { status, body } = await calls.asUser('config.nothing');
      expect([status, body.error?.data.crm['code']]).toEqual([404, 'NOT_FOUND']);
    });

    it('refuses mutations by GET', async () => {
      const input = encodeURIComponent(
        JSON.stringify({ provider: 'memory', credentials: calls.credentials() }),
      );
      const answer = await fetch(`${app.url}/trpc/config.create?input=${input}`, {
        headers: { authorization: `Bearer ${await app.userToken(ACCOUNT)}` },
      });
      expect(answer.status).toBe(405);
      expect(await answer.json()).toMatchObject({ error: { data: { crm: { code: 'BAD_REQUEST' } } } });
    });
  });

  describe('sizes', () => {
    const LONG = 'k'.repeat(400_000);
    const SHORT = `${'k'.repeat(MAX_PATH_KEY_LENGTH - 1)}…`;
    const row = { field: 'firstName' };

    it.each([
      ['config.create', { provider: 'memory', credentials: { [LONG]: 'a' } }, `credentials.${SHORT}`],
      ['config.update', { integrationId: 'i', version: 1, mapping: { [LONG]: row } }, `mapping.${SHORT}`],
      [
        'config.update',
        { integrationId: 'i', version: 1, mapping: { firstname: { ...row, values: { [LONG]: 'a' } } } },
        `mapping.firstname.values.${SHORT}`,
      ],
    ])('an overlong key is shortened in the answer of %s', async (procedure, input, path) => {
      const { body } = await calls.asUser(procedure, input);
      expect(body.error?.data.crm).toMatchObject({ code: 'BAD_REQUEST', params: { path } });
      expect(JSON.stringify(body).length).toBeLessThan(2_000);
    });

    it('an overlong name of a custom field is shortened', async () => {
      const contacts = [{ id: 'a', customFields: { ['k'.repeat(4_000_000)]: 'a' } }];
      const { body } = await app.asService('sync.push', { accountId: ACCOUNT, contacts });
      expect(body.error?.data.crm).toMatchObject({ params: { path: `contacts.0.customFields.${SHORT}` } });
      expect(JSON.stringify(body).length).toBeLessThan(2_000);
    });

    it('long paths and parameters are shortened', () => {
      const keys = Array.from({ length: 100_000 }, (_, index) => index);
      expect(joinPath(keys)).toBe('0.1.2.3.4.5.6.7.…');
      expect(joinPath(keys.slice(0, MAX_PATH_KEYS))).toBe('0.1.2.3.4.5.6.7');
      const bounded = boundParams({
        attribute: 'firstname',
        maxLength: 5,
        options: Array.from({ length: MAX_PARAM_TEXTS + 1 }, () => LONG),
      });
      expect(bounded).toEqual({
        attribute: 'firstname',
        maxLength: 5,
        options: Array.from({ length: MAX_PARAM_TEXTS }, () => `${'k'.repeat(MAX_PARAM_LENGTH - 1)}…`),
      });
    });
  });

  describe('failures', () => {
    it('passes on the error of the CRM, with its request id and the time to wait', async () => {
      const { id } = await calls.create();
      app.provider.isUnavailable = true;
      const answer = await fetch(`${app.url}/trpc/discovery.fields`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${await app.userToken(ACCOUNT)}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify({ integrationId: id, refresh: true }),
      });
      app.provider.isUnavailable = false;
      expect(answer.status).toBe(503);
      expect(answer.headers.get('retry-after')).toBe('2');
      expect(await answer.json()).toMatchObject({
        error: {
          data: { crm: { code: 'UNAVAILABLE', retryable: true, retryAfterMs: 1_500, requestId: 'crm-1' } },
        },
      });
    });

    it('reports only the request id of an unexpected error, and logs it under that id', async () => {
      const { id } = await calls.create();
      app.provider.bug = new Error('anna@example.org could not be read');
      const { status, body } = await calls.asUser('discovery.fields', { integrationId: id, refresh: true });
      app.provider.bug = null;
      expect(status).toBe(500);
      expect(body.error?.message).toBe('INTERNAL');
      expect(JSON.stringify(body)).not.toMatch(/anna|stack|\.ts/);
      const requestId = String(body.error?.data.crm['requestId']);
      const lines = app.logLines.filter((line) => line.includes(requestId));
      expect(lines.join('')).toContain('"procedure":"discovery.fields"');
      expect(lines.join('')).not.toContain('anna');
    });
  });
});
