import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Demo, startDemo } from '../../../demo/src/demo.ts';
import { DEMO_ACCOUNTS } from '../../../demo/src/demo-keys.ts';
import { runFirstSync } from '../../../demo/src/first-sync.ts';
import { createAccessToken } from './access-token.ts';
import { type ApiClient, createApiClient } from './api-client.ts';
import { toPanelError } from './panel-error.ts';

let demo: Demo;
let run: { id: string; integrationId: string };
beforeAll(async () => {
  demo = await startDemo({ port: 0 });
  ({ run } = await runFirstSync({ serverUrl: demo.url, ...demo }));
});
afterAll(async () => {
  await demo[Symbol.asyncDispose]();
});

type Ask = (client: ApiClient) => Promise<unknown>;

describe.each<[string, Ask]>([
  ['a query', async (client) => await client.config.list.query({})],
  ['a change', async (client) => await client.sync.start.mutate({ integrationId: run.integrationId })],
  ['a test, streamed check by check', readTest],
  ['the progress of a run, as a stream', readProgress],
])('%s', (_what, ask) => {
  test('whose token is rejected is sent once more with a new one', async () => {
    const { client, given } = clientWith([await brokenToken(), await goodToken()]);
    expect(await ask(client)).toBeTruthy();
    expect(given()).toBe(2);
  });

  test('that is rejected again fails, and the host is not asked again', async () => {
    const { client, given } = clientWith([await brokenToken()]);
    await expect(ask(client).catch((error: unknown) => toPanelError(error).code)).resolves.toBe(
      'UNAUTHORIZED',
    );
    expect(given()).toBe(2);
  });
});

test('ten concurrent requests that are all rejected ask the host for one new token', async () => {
  const { client, given } = clientWith([await brokenToken(), await goodToken()]);
  const lists = await Promise.all(Array.from({ length: 10 }, async () => await client.config.list.query({})));
  expect(lists.every((list) => list.length === 1)).toBe(true);
  expect(given()).toBe(2);
});

test('a host without a token and an unreachable service have different codes', async () => {
  const { client } = clientWith([]);
  for (const ask of [async () => await client.config.list.query({}), async () => await readTest(client)]) {
    await expect(ask().catch((error: unknown) => toPanelError(error).code)).resolves.toBe('NO_TOKEN');
  }
});

/** A client whose host gives these tokens one after another, the last one for ever. */
function clientWith(tokens: readonly string[]): { client: ApiClient; given: () => number } {
  let given = 0;
  const access = createAccessToken({
    getToken: () => {
      given += 1;
      return tokens[Math.min(given, tokens.length) - 1] ?? '';
    },
  });
  return { client: createApiClient({ apiUrl: demo.url, access }), given: () => given };
}

async function goodToken(): Promise<string> {
  return await demo.keys.signToken(DEMO_ACCOUNTS.ready);
}

/** Has a distant expiry, but no valid signature. */
async function brokenToken(): Promise<string> {
  return (await goodToken()).replace(/[^.]+$/, 'bm8gc2lnbmF0dXJl');
}

async function readTest(client: ApiClient): Promise<unknown> {
  const { integrationId } = run;
  let last: unknown;
  for await (const event of await client.connection.testStream.mutate({ integrationId })) last = event;
  return last;
}

async function readProgress(client: ApiClient): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  const subscription = client.sync.progress.subscribe(
    { runId: run.id },
    { onData: ({ data }) => resolve(data), onError: reject },
  );
  try {
    return await promise;
  } finally {
    subscription.unsubscribe();
  }
}
