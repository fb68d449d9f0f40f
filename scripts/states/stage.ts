import type { Browser } from 'playwright-core';
import { DEMO_ACCOUNTS } from '../../demo/src/demo-keys.ts';
import { type Client, connect, setUpIntegration } from '../../demo/src/first-sync.ts';
import { SAMPLE_DOMAINS, sampleContacts } from '../../demo/src/sample-contacts.ts';
import type { Catalogue } from '../../web/src/i18n/catalogue.ts';
import { type HouseOptions, openPanelHouse, type PanelHouse } from '../../web/test/harness/panel-house.ts';
import { createPanelUser } from '../../web/test/harness/panel-user.ts';
import { createNetwork, type Network } from './network.ts';

const LOOK_EVERY_MS = 100;

/** A product of its own with a panel open at an account that has nothing yet, and everybody who has a part in it. */
export type Stage = PanelHouse & {
  /** Who uses the panel. */
  user: ReturnType<typeof createPanelUser>;
  texts: Catalogue;
  /** Somebody of the same organisation who does not use the panel. */
  colleague: Client;
  network: Network;
  /** What the administrator would have done before: connected, mapped, switched on. The panel is opened anew. */
  setUp: () => Promise<void>;
  /** One contact for each thing that can happen, handed over by GoodFunds. */
  pushSamples: () => Promise<void>;
  /** The oldest integration of the account. */
  integration: () => Promise<{ id: string; version: number }>;
  /** Until no run of that integration is open. */
  runsEnd: () => Promise<void>;
};

/** One face of the panel: a name, and how to get there from the state before it in its story. */
export type PanelState = { name: string; reach: (stage: Stage) => Promise<void> };

/** States that lead to one another on one stage. */
export type Story = { name: string; states: readonly PanelState[] };

export async function openStage(browser: Browser, options: HouseOptions): Promise<Stage> {
  const house = await openPanelHouse(browser, options);
  const { demo, page, push, reopen } = house;
  const user = createPanelUser(page, options.language);
  const colleague = connect(demo.url, await demo.keys.signToken(DEMO_ACCOUNTS.fresh));
  return {
    ...house,
    user,
    texts: user.texts,
    colleague,
    network: createNetwork(page),
    async setUp() {
      await setUpIntegration(colleague, demo.credentials);
      await reopen();
    },
    pushSamples: async () => await push(sampleContacts(SAMPLE_DOMAINS.fresh)),
    integration: async () => await firstIntegration(colleague),
    async runsEnd() {
      const { id: integrationId } = await firstIntegration(colleague);
      for (;;) {
        const { runs } = await colleague.sync.list.query({ integrationId });
        if (runs.length > 0 && runs.every((run) => run.finishedAt !== null)) return;
        await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
      }
    },
  };
}

async function firstIntegration(user: Client): Promise<{ id: string; version: number }> {
  const [integration] = await user.config.list.query({});
  if (!integration) throw new Error('the account has no integration yet');
  return integration;
}
