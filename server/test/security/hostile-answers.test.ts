import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Emulator, type FaultRuleInput, startEmulator } from '@goodfunds/dataverse-emulator';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEgress } from '../../src/security/egress/create-egress.ts';
import type { Egress } from '../../src/security/egress/egress.ts';
import { damages } from './support/damage.ts';
import { workAgainst } from './support/hostile-crm.ts';
import { hostileServer, MISBEHAVIOURS, trustingEntra } from './support/hostile-sockets.ts';

const RUNS = 150;
const MEGABYTE = 1024 * 1024;
/** A response can be in memory as bytes, text and values at once until the garbage collector runs. */
const MOST_GROWTH = 400 * MEGABYTE;

/** An eighth of what it takes to keep every mistake of such an answer. */
const SMALL_HEAP_MEGABYTES = 128;
const execute = promisify(execFile);

describe('hostile responses of a CRM do no harm', () => {
  let emulator: Emulator;
  const unhandled: unknown[] = [];
  const keep = (reason: unknown): void => void unhandled.push(reason);
  let ended = 0;
  beforeAll(async () => {
    emulator = await startEmulator();
    process.on('unhandledRejection', keep);
  });
  afterAll(async () => {
    process.off('unhandledRejection', keep);
    await emulator[Symbol.asyncDispose]();
  });

  const target = (environmentUrl = emulator.baseUrl, authority = emulator.authority) => ({
    environmentUrl,
    authority,
    tenantId: emulator.tenantId,
    clientId: emulator.clientId,
    clientSecret: emulator.clientSecret,
  });

  it('valid responses lead to the expected outcomes', async () => {
    const egress = createEgress({ devOrigins: [emulator.baseUrl] });
    const ends = await workAgainst(target(), egress);
    await egress.close();
    expect(ends.map(({ kind }) => kind)).toEqual(['ANSWER', 'ANSWER', 'ANSWER']);
    expect(ends.at(-1)?.says).toBe('["CREATED","CREATED","CREATED"]');
  });

  it('every operation ends with an error code or a result, whichever response is damaged and how', async ({
    annotate,
  }) => {
    const real = createEgress({ devOrigins: [emulator.baseUrl] });
    const attack = fc.record({
      damage: damages,
      /** The first response that is damaged. */
      from: fc.nat(8),
      count: fc.constantFrom(1, 1, 2, 1_000),
      tokensToo: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(attack, async ({ damage, from, count, tokensToo }) => {
        let answers = 0;
        const hostile: Egress = {
          refusal: (url, hosts) => real.refusal(url, hosts),
          request: async (request) => {
            const answer = await real.request(request);
            if (!tokensToo && request.url.pathname.includes('/oauth2/')) return answer;
            answers += 1;
            return answers > from && answers <= from + count ? damage(answer) : answer;
          },
        };
        const ends = await workAgainst(target(), hostile);
        ended += ends.length;
        expect(ends.filter(({ kind }) => kind === 'BROKEN')).toEqual([]);
        const says = ends.map((end) => end.says).join();
        expect(says).not.toContain('INTERNAL');
      }),
      { numRuns: RUNS },
    );
    await real.close();
    expect({}).not.toHaveProperty('polluted');
    await annotate(`${ended} operations against damaged answers, none broken`);
  }, 120_000);

  it.each(Object.entries(MISBEHAVIOURS))(
    'every operation ends with an error code if the CRM or Entra %s',
    async (what, misbehave) => {
      const server = await hostileServer(misbehave);
      const entra = await trustingEntra();
      const egress = createEgress({ devOrigins: [server.origin, entra.origin, emulator.baseUrl] });
      // Shorter time-outs than in production; large responses get more time.
      const maxTimeoutMs = what.includes('megabytes') ? 5_000 : 250;
      const withShortTimeouts: Egress = {
        refusal: (url, hosts) => egress.refusal(url, hosts),
        request: async (request) =>
          await egress.request({ ...request, timeoutMs: Math.min(request.timeoutMs, maxTimeoutMs) }),
      };
      const before = process.memoryUsage().rss;
      for (const hostileTarget of [
        target(server.origin, entra.origin),
        target(emulator.baseUrl, server.origin),
      ]) {
        const ends = await workAgainst(hostileTarget, withShortTimeouts);
        expect(ends.filter(({ kind }) => kind === 'BROKEN')).toEqual([]);
        expect(ends[0]?.says).toMatch(/"[A-Z_]+"/);
        expect(ends[0]?.says).not.toMatch(/INTERNAL|RESOURCE_UNKNOWN/);
        expect(ends.slice(1).map(({ kind }) => kind)).toEqual(['CODE', 'CODE']);
      }
      expect(process.memoryUsage().rss - before).toBeLessThan(MOST_GROWTH);
      server.close();
      entra.close();
      await egress.close();
    },
  );

  it.each<[string, Partial<FaultRuleInput>, string]>([
    ['rows of a find', { part: { url: 'In' } }, '"ANSWER_MALFORMED"'],
    ['attributes of a discovery', { part: { url: 'StringAttributeMetadata' } }, '"ANSWER_MALFORMED"'],
    ['a WhoAmI', { match: { url: 'WhoAmI' } }, '"ANSWER_TOO_LARGE"'],
    ['a token', { match: { url: '/oauth2/' } }, '"TOKEN_ENDPOINT_UNAVAILABLE"'],
  ])(
    'a process with a small heap survives 450,000 empty objects instead of %s',
    async (_what, rule, code) => {
      const body = `{"value":[${'{},'.repeat(450_000)}{}]}`;
      const action = { type: 'respond', status: 200, body } as const;
      emulator.addFaults({ ...rule, times: null, action });
      const { stdout } = await execute(process.execPath, [
        `--max-old-space-size=${SMALL_HEAP_MEGABYTES}`,
        fileURLToPath(new URL('./support/hostile-process.ts', import.meta.url)),
        JSON.stringify(target()),
      ]);
      emulator.clearFaults();
      expect(stdout).toContain(code);
      expect(stdout).not.toContain('BROKEN');
    },
  );

  it('no rejected promise is left unhandled', () => {
    expect(unhandled).toEqual([]);
  });
});
