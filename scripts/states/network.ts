import type { Page } from 'playwright-core';

export type Network = {
  /** Delays the responses of a procedure until `letGo`, so that the panel waits. */
  hold(procedure: string): Promise<void>;
  /** Makes the calls of a procedure fail. */
  cut(procedure: string): Promise<void>;
  /** Delivers everything again, including the delayed responses. */
  letGo(): Promise<void>;
};

/** Delays or breaks calls between the panel and the service. */
export function createNetwork(page: Page): Network {
  let waiting: (() => void)[] = [];
  return {
    async hold(procedure) {
      await page.route(callsOf(procedure), async (route) => {
        await new Promise<void>((resolve) => waiting.push(resolve));
        await route.continue();
      });
    },
    async cut(procedure) {
      await page.route(callsOf(procedure), async (route) => await route.abort());
    },
    async letGo() {
      await page.unrouteAll({ behavior: 'ignoreErrors' });
      for (const resolve of waiting) resolve();
      waiting = [];
    },
  };
}

/** A procedure is called alone or among others: `/trpc/config.providers,config.list`. */
function callsOf(procedure: string): RegExp {
  return new RegExp(String.raw`/trpc/[\w.,]*${procedure.replace('.', String.raw`\.`)}`);
}
