import type { AppRouter } from '@goodfunds/server/router';
import type { Contact, Integration, Item, Mapping, Run } from '@goodfunds/shared';
import { createTRPCClient, httpLink } from '@trpc/client';
import { DEMO_ACCOUNTS, type DemoKeys } from './demo-keys.ts';
import { SAMPLE_DOMAINS, sampleContacts } from './sample-contacts.ts';

export type Credentials = Record<'tenantId' | 'clientId' | 'clientSecret' | 'environmentUrl', string>;

/**
 * Does what an administrator and the GoodFunds backend do: connects Dynamics, accepts the suggested mapping, enables the
 * integration, pushes contacts and waits for their outcomes.
 */
export async function runFirstSync(options: {
  serverUrl: string;
  keys: DemoKeys;
  credentials: Credentials;
}): Promise<{ run: Run; items: Item[]; contacts: Contact[] }> {
  const accountId = DEMO_ACCOUNTS.ready;
  const user = connect(options.serverUrl, await options.keys.signToken(accountId));
  const service = connect(options.serverUrl, options.keys.serviceKey);
  await setUpIntegration(user, options.credentials);

  const contacts = sampleContacts(SAMPLE_DOMAINS.ready);
  const pushed = await service.sync.push.mutate({ accountId, contacts });
  const runId = pushed.runs[0]?.id;
  if (runId === undefined) throw new Error('the push started no run');
  const run = await untilEnded(async () => await service.sync.get.query({ accountId, runId }));
  const { items } = await service.sync.items.query({ accountId, runId, limit: 500 });
  // The second account has contacts but no integration yet.
  await service.sync.push.mutate({
    accountId: DEMO_ACCOUNTS.fresh,
    contacts: sampleContacts(SAMPLE_DOMAINS.fresh),
  });
  return { run, items, contacts };
}

/** What an administrator does once: enter four values, test, accept the suggested mapping, enable. */
export async function setUpIntegration(
  user: Client,
  credentials: Credentials & { clientSecretExpiresOn?: string },
): Promise<Integration> {
  const provider = 'microsoft-dynamics';
  const { id: integrationId, version } = await user.config.create.mutate({ provider, credentials });
  const status = await user.connection.test.mutate({ integrationId });
  if (status.status !== 'UP') {
    const failed = status.checks.find((check) => check.status === 'FAILED');
    throw new Error(`the demo cannot reach its own emulator: ${failed?.id} ${failed?.code}`);
  }
  const { rows } = await user.config.suggestMapping.query({ integrationId });
  const mapping: Mapping = Object.fromEntries(
    rows
      .filter((row) => row.reason === 'STANDARD')
      .map(({ attribute, field, values }) => [attribute, { field, ...(values && { values }) }]),
  );
  return await user.config.update.mutate({ integrationId, version, mapping, enabled: true });
}

export type Client = ReturnType<typeof connect>;

/** A client that calls as a user or as the backend, depending on the token. */
export function connect(serverUrl: string, token: string) {
  return createTRPCClient<AppRouter>({
    links: [
      httpLink({
        url: `${serverUrl}/trpc`,
        methodOverride: 'POST',
        headers: { authorization: `Bearer ${token}` },
      }),
    ],
  });
}

const POLL_INTERVAL_MS = 100;

async function untilEnded(read: () => Promise<Run>): Promise<Run> {
  for (;;) {
    const run = await read();
    if (run.finishedAt !== null) return run;
    await new Promise((resolve) => setTimeout(resolve, POLL_INTERVAL_MS));
  }
}
