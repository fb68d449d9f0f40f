import type { Browser, Page } from 'playwright-core';
import { type Demo, startDemo } from '../../../demo/src/demo.ts';
import { DEMO_ACCOUNTS } from '../../../demo/src/demo-keys.ts';
import { runFirstSync } from '../../../demo/src/first-sync.ts';
import { type HostSite, startHostSite } from './host-site.ts';
import { collectComplaints } from './panel-house.ts';

export type ForeignHouse = AsyncDisposable & {
  demo: Demo;
  /** A host of another origin than the service's, which allows it. */
  host: HostSite;
  /** A site that the service does not allow. */
  stranger: HostSite;
  page: Page;
  complaints: readonly string[];
  /** Every address that was asked for. */
  addresses: readonly string[];
  /** How often the host was asked for a token. */
  tokensGiven: () => number;
};

type ForeignOptions = {
  account?: keyof typeof DEMO_ACCOUNTS;
  /** Made anew each time that the host is asked; for the account, and good for ten minutes, unless said otherwise. */
  token?: (demo: Demo, given: number) => Promise<string>;
};

/** The whole product, and pages of other origins than its own; nothing is opened yet. */
export async function openForeignHouse(
  browser: Browser,
  options: ForeignOptions = {},
): Promise<ForeignHouse> {
  const { account = 'ready', token } = options;
  await using opened = new AsyncDisposableStack();
  const host = opened.use(await startHostSite());
  const stranger = opened.use(await startHostSite());
  const demo = opened.use(await startDemo({ port: 0, allowedOrigins: [host.origin] }));
  if (account === 'ready') await runFirstSync({ serverUrl: demo.url, ...demo });
  let given = 0;
  host.giveToken(async () => {
    given += 1;
    return await (token ? token(demo, given) : demo.keys.signToken(DEMO_ACCOUNTS[account]));
  });
  const context = await browser.newContext({
    viewport: { width: 1180, height: 900 },
    reducedMotion: 'reduce',
  });
  opened.defer(async () => await context.close());
  const page = await context.newPage();
  const complaints = collectComplaints(page);
  const addresses: string[] = [];
  page.on('request', (request) => addresses.push(request.url()));
  const running = opened.move();
  return {
    demo,
    host,
    stranger,
    page,
    complaints,
    addresses,
    tokensGiven: () => given,
    [Symbol.asyncDispose]: async () => await running.disposeAsync(),
  };
}

/** A host's page with one script of the service and one of its own, under the strictest policy that lets them work. */
export function putHostPage(
  { host, demo }: Pick<ForeignHouse, 'host' | 'demo'>,
  { script, body, own = '' }: { script: string; body: string; own?: string },
): void {
  const service = demo.url;
  host.put('/', {
    type: 'text/html',
    policy: `default-src 'none'; script-src 'self' ${service}; connect-src 'self' ${service}; img-src data:`,
    body: `<!doctype html><html lang="en"><head><title>Host</title><link rel="icon" href="data:,">
      <script src="/own.js" defer></script><script type="module" src="${service}/panel/${script}"></script></head>
      <body>${body.replaceAll('SERVICE', service)}</body></html>`,
  });
  host.put('/own.js', { type: 'text/javascript', body: `${GIVE_TOKEN}\n${own}` });
}

/** Every panel of the page gets its tokens from the host. */
const GIVE_TOKEN = `
  const getToken = async () => {
    const answer = await fetch('/token', { method: 'POST' });
    if (!answer.ok) throw new Error('signed out');
    return await answer.text();
  };
  for (const panel of document.querySelectorAll('gf-crm-settings')) panel.getToken = getToken;
`;
