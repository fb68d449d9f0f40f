import type { Page } from 'playwright-core';

export type Network = {
  /** Keeps the answers of a procedure back, so that the panel waits. */
  hold(procedure: string): Promise<void>;
  /** Cuts the calls of a procedure off. */
  cut(procedure: string): Promise<void>;
  /** Lets everything through again, what was kept back included. */
  letGo(): Promise<void>;
};

/** The line between the panel and the service, to be disturbed. */
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
