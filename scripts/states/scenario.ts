import type { Page } from 'playwright-core';
import type { Emulator } from '../../emulator/src/index.ts';
import type { Catalogue } from '../../web/src/i18n/catalogue.ts';
import type { Language } from '../../web/src/i18n/language.ts';
import type { Account } from '../../web/test/e2e/support/account.ts';
import type { Harness } from '../../web/test/e2e/support/harness.ts';
import { createHostView, type HostView } from '../../web/test/e2e/support/host-view.ts';
import { createPanelUser, type PanelUser } from '../../web/test/e2e/support/panel-user.ts';
import { createNetwork, type Network } from './network.ts';

/** An open panel at an account that has nothing set up, and everything that acts on it. */
export type ScenarioContext = {
  page: Page;
  host: HostView;
  /** Uses the panel. */
  user: PanelUser;
  texts: Catalogue;
  /** Acts through the API: the backend, and another person of the organisation. */
  account: Account;
  emulator: Emulator;
  network: Network;
};

/** One state of the panel: a name, and how to reach it from the previous state of its scenario. */
export type PanelState = { name: string; reach: (context: ScenarioContext) => Promise<void> };

/** States that follow from one another in one account. */
export type Scenario = { name: string; states: readonly PanelState[] };

export async function startScenario(
  page: Page,
  harness: Harness,
  account: Account,
  language: Language,
): Promise<ScenarioContext> {
  const host = createHostView(page, harness.site, { language });
  const user = createPanelUser(page, language);
  await host.open();
  return {
    page,
    host,
    user,
    texts: user.texts,
    account,
    emulator: harness.emulator,
    network: createNetwork(page),
  };
}
