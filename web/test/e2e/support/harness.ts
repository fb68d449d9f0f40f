import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoSettings } from '../../../../demo/src/demo.ts';
import { type DemoKeys, makeDemoKeys } from '../../../../demo/src/demo-keys.ts';
import { SAMPLE_DOMAINS, sampleCrmRows } from '../../../../demo/src/sample-contacts.ts';
import { type Emulator, startEmulator } from '../../../../emulator/src/index.ts';
import { type Account, createAccount } from './account.ts';
import { type HostSite, startHostSite } from './host-site.ts';
import { type StoppableService, startService } from './stoppable-service.ts';

export type Harness = AsyncDisposable & {
  keys: DemoKeys;
  emulator: Emulator;
  /** The CRM of another environment, to which integrations can be moved. */
  otherEmulator: Emulator;
  /** The origin of the service, with pages of a host around the panel. */
  site: HostSite;
  /** A host of another origin, which the service allows. */
  otherSite: HostSite;
  /** Stops the service until the returned function is called; pages and CRM stay. */
  stopService: StoppableService['interrupt'];
  /** A new account, signed in on both sites, with CRMs in their initial state. */
  nextAccount: () => Promise<Account>;
};

/** The service, two emulated CRMs and the sites of hosts, for all tests of one worker. */
export async function startHarness(): Promise<Harness> {
  await using started = new AsyncDisposableStack();
  const emulator = started.use(await startEmulator());
  const otherEmulator = started.use(await startEmulator());
  const otherSite = started.use(await startHostSite());
  const folder = await mkdtemp(join(tmpdir(), 'goodfunds-e2e-'));
  started.defer(async () => await rm(folder, { recursive: true, force: true }));
  const keys = await makeDemoKeys();
  const service = await startService({
    ...demoSettings(keys, emulator, join(folder, 'e2e.sqlite')),
    dataverseDevOrigins: [emulator.baseUrl, otherEmulator.baseUrl],
    allowedOrigins: [otherSite.origin],
  });
  started.defer(service.stop);
  const site = started.use(await startHostSite(service.handler));

  let accountId = 0;
  const running = started.move();
  return {
    keys,
    emulator,
    otherEmulator,
    site,
    otherSite,
    stopService: service.interrupt,
    nextAccount: async () => {
      accountId += 1;
      // Another client each time, so that a limit reached by an earlier test does not hold for this one.
      const directory = { tenantId: randomUUID(), clientId: randomUUID() };
      for (const crm of [emulator, otherEmulator]) {
        crm.reset();
        crm.setDirectory(directory);
      }
      for (const domain of Object.values(SAMPLE_DOMAINS)) emulator.seed({ rows: sampleCrmRows(domain) });
      const account = await createAccount({ url: site.origin, keys, emulator }, accountId);
      for (const host of [site, otherSite]) {
        host.reset();
        host.giveToken(account.signToken);
      }
      return account;
    },
    [Symbol.asyncDispose]: async () => await running.disposeAsync(),
  };
}
