import { mappingInputSchema } from '@goodfunds/shared/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ZodError } from 'zod';
import { type MemoryApp, startMemoryApp } from '../../test/harness/app.ts';
import type { HttpCall } from '../../test/harness/http-client.ts';
import { MAX_JSON_CONTAINERS } from '../runtime/json.ts';
import {
  MAX_BODY_BYTES,
  MAX_PUSH_BODY_BYTES,
  MAX_START_BODY_BYTES,
  MAX_STREAM_BODY_BYTES,
  maxBodyBytes,
} from './body-limits.ts';
import { limitMembers, MAX_ARRAY_MEMBERS, MAX_INPUT_MEMBERS, MAX_PUSH_MEMBERS } from './input-limits.ts';
import { parsePushInput } from './push-input.ts';

const ACCOUNT = 7;

describe('the limits of inputs', () => {
  let app: MemoryApp;
  let asUser: HttpCall;
  beforeAll(async () => {
    app = await startMemoryApp();
    asUser = app.asUserOf(ACCOUNT);
  });
  afterAll(async () => await app[Symbol.asyncDispose]());

  const asService = async (procedure: string, input: object) =>
    await app.asService(procedure, { accountId: ACCOUNT, ...input });
  const refusal = async (answer: ReturnType<HttpCall>) => {
    const { status, body } = await answer;
    return { status, ...body.error?.data.crm };
  };
  const batch = async (token: string, procedures: string[], inputs: object[]) => {
    const answer = await fetch(`${app.url}/trpc/${procedures.join(',')}?batch=1`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(Object.fromEntries(inputs.entries())),
    });
    return { status: answer.status, text: await answer.text() };
  };
  const members = (count: number, value: unknown) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, value]));
  const pathsOf = (parse: () => unknown): string[] => {
    try {
      parse();
      return [];
    } catch (error) {
      if (!(error instanceof ZodError)) throw error;
      return error.issues.map(({ path }) => path.join('.'));
    }
  };
  const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);
  const zeros = (length: number) => Array.from({ length }, () => 0);
  const mappingOf = (values: object) => ({
    integrationId: 'any',
    version: 1,
    mapping: { firstname: { field: 'firstName', values } },
  });
  const longContacts = (bytes: number) =>
    Array.from({ length: Math.ceil(bytes / 90_100) }, (_, index) => ({
      id: `c-${index}`,
      customFields: { note: 'x'.repeat(90_000) },
    }));

  describe('bodies', () => {
    it('are larger for pushes and starts of the host application only', () => {
      expect(maxBodyBytes('service', ['config.list', 'sync.push'])).toBe(MAX_PUSH_BODY_BYTES);
      expect(maxBodyBytes('service', ['config.list', 'sync.start'])).toBe(MAX_START_BODY_BYTES);
      expect(maxBodyBytes('service', ['config.list'])).toBe(MAX_BODY_BYTES);
      expect(maxBodyBytes('user', ['sync.start', 'sync.push'])).toBe(MAX_BODY_BYTES);
    });

    it('of a start of the host application hold ten thousand of the longest contact ids', async () => {
      const contactIds = Array.from({ length: 10_000 }, (_, index) => String(index).padStart(200, 'c'));
      const input = { integrationId: 'any', scope: { kind: 'CONTACTS', contactIds } };
      expect(await refusal(asService('sync.start', input))).toMatchObject({ status: 404 });
    });

    it.each(['config.update', 'config.create', 'connection.test', 'sync.preview', 'sync.push'])(
      'of a user with %s are refused above the limit',
      async (procedure) => {
        const tooLong = { credentials: { user: 'x'.repeat(MAX_BODY_BYTES) } };
        expect(await refusal(asUser(procedure, tooLong))).toMatchObject({
          status: 413,
          code: 'PAYLOAD_TOO_LARGE',
          params: { maxBytes: MAX_BODY_BYTES },
        });
      },
    );

    it('of the host application are refused above the limit, unless it pushes', async () => {
      const note = 'x'.repeat(MAX_BODY_BYTES);
      expect((await asService('sync.get', { runId: 'r', note })).status).toBe(413);
      expect((await asService('sync.push', { contacts: longContacts(MAX_BODY_BYTES) })).status).toBe(200);
    });

    it('with several calls are as large as the largest that the caller can send', async () => {
      const push = { accountId: ACCOUNT, contacts: longContacts(7 * 1024 * 1024) };
      const inputs = [{ accountId: ACCOUNT, contactId: 'none' }, push];
      const procedures = ['contacts.forget', 'sync.push'];
      expect((await batch(await app.userToken(ACCOUNT), procedures, inputs)).status).toBe(413);
      const { status, text } = await batch(app.serviceKey, procedures, inputs);
      expect([status, text.includes('"accepted"')]).toEqual([207, true]);
    });

    it('of a stream are short, because it can stay open for hours', async () => {
      const answer = await fetch(`${app.url}/trpc/sync.progress`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${await app.userToken(ACCOUNT)}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify({ runId: 'x'.repeat(MAX_STREAM_BODY_BYTES) }),
      });
      // It ends by itself.
      expect(await answer.text()).toContain(`"code":"PAYLOAD_TOO_LARGE"`);
    });

    it.each([
      ['deep', '['.repeat(MAX_BODY_BYTES)],
      ['wide', `[${'{},'.repeat(MAX_JSON_CONTAINERS)}{}]`],
    ])('with %s JSON are refused before they are parsed', async (_shape, body) => {
      const answer = await fetch(`${app.url}/trpc/sync.push`, {
        method: 'POST',
        headers: { authorization: `Bearer ${app.serviceKey}`, 'content-type': 'application/json' },
        body,
      });
      expect(answer.status).toBe(400);
      expect(await answer.text()).toContain(`has more than ${MAX_JSON_CONTAINERS} lists and objects`);
    });

    it('without a length are read up to the limit', async () => {
      const answer = await fetch(`${app.url}/trpc/config.list`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${await app.userToken(ACCOUNT)}`,
          'content-type': 'application/json',
        },
        body: new Blob(['{"note":"', 'x'.repeat(MAX_BODY_BYTES), '"}']).stream(),
        duplex: 'half',
      });
      expect(answer.status).toBe(413);
    });
  });

  describe('members', () => {
    it('are counted in objects and arrays, with the place that has too many', () => {
      const count = (input: unknown, procedure = 'sync.start') => {
        const counted = new Map<number, number>();
        limitMembers(input, procedure, counted);
        return sum(counted.values());
      };
      expect(count({ a: [1, { b: null }], c: {} })).toBe(5);
      expect(count('text')).toBe(0);
      const tooMany = (place: object) => ({ params: { path: 'a.1.b', ...place } });
      expect(() => count({ a: [0, { b: members(1_001, 1) }] })).toThrow(
        expect.objectContaining(tooMany({ message: 'must have at most 1000 members' })),
      );
      expect(() => count({ a: [0, { b: zeros(MAX_ARRAY_MEMBERS + 1) }] })).toThrow(
        expect.objectContaining(tooMany({ message: `must have at most ${MAX_ARRAY_MEMBERS} members` })),
      );
      const objects = Array.from({ length: 13 }, () => members(1_000, 1));
      expect(() => count(objects)).toThrow(
        expect.objectContaining({
          params: { path: '1', message: `must have at most ${MAX_INPUT_MEMBERS} members` },
        }),
      );
      expect(count(objects, 'sync.push')).toBe(13_013);
      expect(count(objects, 'config.update')).toBe(13_013);
      const rows = Array.from({ length: 51 }, () => members(1_000, 1));
      expect(() => count(rows, 'config.update')).toThrow('BAD_REQUEST');
    });

    it('of a push do not count against the limit of the other calls', () => {
      const counted = new Map<number, number>();
      limitMembers(
        Array.from({ length: 13 }, () => members(1_000, 1)),
        'sync.push',
        counted,
      );
      limitMembers({ contactId: 'a' }, 'contacts.forget', counted);
      expect([...counted.values()]).toEqual([13_013, 1]);
    });

    it('of deeply nested inputs are counted without recursion', () => {
      const nested: unknown = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
      expect(() => limitMembers(nested, 'config.update', new Map())).toThrow('BAD_REQUEST');
    });

    it.each([
      ['config.update', 'mapping.firstname.values', (many: object) => mappingOf(many)],
      ['config.create', 'credentials', (many: object) => ({ provider: 'memory', credentials: many })],
      ['connection.test', 'credentials', (many: object) => ({ provider: 'memory', credentials: many })],
      ['sync.preview', 'draft', (many: object) => ({ integrationId: 'any', draft: many })],
    ])('of %s are refused before validation: %s', async (procedure, path, input) => {
      expect(await refusal(asUser(procedure, input(members(20_000, {}))))).toMatchObject({
        status: 400,
        code: 'BAD_REQUEST',
        params: { path, message: 'must have at most 1000 members' },
      });
    });

    it('of custom fields are refused before validation', async () => {
      const contacts = [{ id: 'a' }, { id: 'b', customFields: members(100_000, {}) }];
      expect(await refusal(asService('sync.push', { contacts }))).toMatchObject({
        status: 400,
        params: { path: 'contacts.1.customFields', message: 'must have at most 1000 members' },
      });
    });

    it('of several calls in one request are counted together', async () => {
      const token = await app.userToken(ACCOUNT);
      const inputs = Array.from({ length: 4 }, () => ({ more: zeros(4_000) }));
      const { text } = await batch(
        token,
        inputs.map(() => 'config.providers'),
        inputs,
      );
      expect(text.match(/"result"/g)).toHaveLength(2);
      expect(text.match(new RegExp(`must have at most ${MAX_INPUT_MEMBERS} members`, 'g'))).toHaveLength(2);
    });

    it('of a push of a thousand contacts with a hundred custom fields are accepted', async () => {
      const contacts = Array.from({ length: 1_000 }, (_, index) => ({
        id: `many-${index}`,
        customFields: members(100, 1),
      }));
      expect((await asService('sync.push', { contacts })).status).toBe(200);
      expect(MAX_PUSH_MEMBERS).toBeGreaterThan(1_000 * 112);
    });
  });

  describe('validation', () => {
    it.each([10, 1_000])('stops at the first of %i invalid contacts', (count) => {
      const contacts = Array.from({ length: count }, () => ({ id: 'c', email: 5, customFields: { a: {} } }));
      const paths = pathsOf(() => parsePushInput({ accountId: ACCOUNT, contacts }));
      expect(paths).toEqual(['contacts.0.email', 'contacts.0.customFields.a']);
    });

    it.each([
      ['contacts.1.id', { id: 'x\udc00y' }],
      ['contacts.1.customFields', { id: 'b', customFields: { 'x\udc00y': 1 } }],
    ])('refuses lone surrogates in ids and names: %s', async (path, contact) => {
      expect(await refusal(asService('sync.push', { contacts: [{ id: 'a' }, contact] }))).toMatchObject({
        status: 400,
        code: 'BAD_REQUEST',
        params: { path, message: 'must be well-formed Unicode' },
      });
    });

    it('counts the contacts first', () => {
      const contacts = Array.from({ length: 1_001 }, () => null);
      expect(pathsOf(() => parsePushInput({ accountId: ACCOUNT, contacts }))).toEqual(['contacts']);
    });

    it.each([2, 200])('stops at the first of %i invalid rows', (count) => {
      const row = { field: 'firstName', values: { a: {}, b: {} } };
      const rows = Object.fromEntries(Array.from({ length: count }, (_, index) => [`a${index}`, row]));
      expect(new Set(pathsOf(() => mappingInputSchema.parse(rows)))).toEqual(
        new Set(['a0.values.a', 'a0.values.b']),
      );
    });

    it('accepts a thousand translations of a row, not more', async () => {
      const refused = async (count: number) =>
        await refusal(asUser('config.update', mappingOf(members(count, 'x'))));
      expect(await refused(1_000)).toMatchObject({ status: 404 });
      expect(await refused(1_001)).toMatchObject({
        status: 400,
        params: { path: 'mapping.firstname.values' },
      });
    });

    it('refuses a mapping of more than 256 KiB', async () => {
      const values = members(600, 'x'.repeat(450));
      expect(await refusal(asUser('config.update', mappingOf(values)))).toMatchObject({
        status: 400,
        params: { path: 'mapping', message: 'must have at most 262144 bytes as JSON' },
      });
    });
  });

  it('a contact of more than 256 KiB is refused with its place, and nothing is stored', async () => {
    const contacts = [
      { id: 'small' },
      { id: 'large', customFields: members(3, 'ä'.repeat(50_000)) },
      { id: 'last' },
    ];
    expect(await refusal(asService('sync.push', { contacts, idempotencyKey: 'k' }))).toMatchObject({
      status: 413,
      code: 'CONTACT_TOO_LARGE',
      retryable: false,
      params: { path: 'contacts.1', contactId: 'large', maxBytes: 262_144 },
    });
    // The key of a stored push would be a conflict with other contacts.
    const again = await asService('sync.push', { contacts: [{ id: 'small' }], idempotencyKey: 'k' });
    expect(again.status).toBe(200);
  });
});
