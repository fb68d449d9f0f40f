import type { Contact, Integration } from '@goodfunds/shared';
import type { DemoKeys } from '../../../../demo/src/demo-keys.ts';
import { type Client, type Credentials, connect, setUpIntegration } from '../../../../demo/src/first-sync.ts';
import { SAMPLE_DOMAINS, sampleContacts } from '../../../../demo/src/sample-contacts.ts';
import type { Emulator } from '../../../../emulator/src/index.ts';

export type Account = {
  id: number;
  /** Calls the API as the user of the panel; for the set-up, and as another person of the organisation. */
  api: Client;
  /** Of the CRM, as an administrator types them. */
  credentials: Credentials;
  signToken: (lifetimeSeconds?: number) => Promise<string>;
  /** An integration with credentials and nothing else. */
  connect: () => Promise<Integration>;
  /** An integration that is enabled, with the suggested mapping. */
  setUp: (more?: { clientSecretExpiresOn: string }) => Promise<Integration>;
  /** Lets contacts fail that have a value the CRM refuses. */
  failOnRefusedValues: () => Promise<void>;
  /** As `setUp`, with one contact for each thing that can happen, and the run that brought them ended. */
  setUpAndSync: () => Promise<void>;
  /** Pushes contacts, as the GoodFunds backend does. */
  push: (contacts: readonly Contact[]) => Promise<void>;
  /** Hands over one contact for each thing that can happen. */
  pushSamples: () => Promise<void>;
  /** The oldest integration. */
  integration: () => Promise<Integration>;
  /** Waits until every run of that integration has ended. */
  untilRunsEnd: () => Promise<void>;
  /** Removes the integrations, so that nothing continues in the background. */
  close: () => Promise<void>;
};

const POLL_EVERY_MS = 50;

export async function createAccount(
  { url, keys, emulator }: { url: string; keys: DemoKeys; emulator: Emulator },
  id: number,
): Promise<Account> {
  const signToken = async (lifetimeSeconds?: number) => await keys.signToken(id, lifetimeSeconds);
  const api = connect(url, await signToken());
  const backend = connect(url, keys.serviceKey);
  const { tenantId, clientId, clientSecret, baseUrl } = emulator;
  const integration = async () => {
    const [oldest] = await api.config.list.query({});
    if (!oldest) throw new Error('the account has no integration yet');
    return oldest;
  };
  const credentials = { tenantId, clientId, clientSecret, environmentUrl: baseUrl };
  const push = async (contacts: readonly Contact[]) => {
    await backend.sync.push.mutate({ accountId: id, contacts: [...contacts] });
  };
  const setUp = async (more?: { clientSecretExpiresOn: string }) =>
    await setUpIntegration(api, { ...credentials, ...more });
  const pushSamples = async () => await push(sampleContacts(SAMPLE_DOMAINS.fresh));
  const untilRunsEnd = async () => {
    const { id: integrationId } = await integration();
    for (;;) {
      const { runs } = await api.sync.list.query({ integrationId });
      if (runs.length > 0 && runs.every((run) => run.finishedAt !== null)) return;
      await new Promise((resolve) => setTimeout(resolve, POLL_EVERY_MS));
    }
  };
  return {
    id,
    api,
    credentials,
    signToken,
    connect: async () => await api.config.create.mutate({ provider: 'microsoft-dynamics', credentials }),
    setUp,
    failOnRefusedValues: async () => {
      const { id: integrationId, version } = await integration();
      await api.config.update.mutate({ integrationId, version, onRefusedValue: 'FAIL' });
    },
    setUpAndSync: async () => {
      await setUp();
      await pushSamples();
      await untilRunsEnd();
    },
    push,
    pushSamples,
    integration,
    untilRunsEnd,
    async close() {
      for (const { id: integrationId } of await api.config.list.query({}))
        await api.config.remove.mutate({ integrationId });
    },
  };
}
