import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { createApp, createLog, type Settings } from '@goodfunds/server';
import { createProviders } from '@goodfunds/server/providers';
import { readSettings } from '../../../server/src/settings.ts';
import { createSimulatedTime } from '../time/simulated-time.ts';
import type { ServerOrder, ServerQuestion, ServerReport } from './messages.ts';

/** The whole service in its own process and in simulated time, composed as by `npm run serve`. */
const [order] = (await once(process, 'message')) as [ServerOrder];
const time = createSimulatedTime(order.factor);
const settings = settingsFor(order);
const app = await createApp({
  settings,
  providers: createProviders(settings),
  log: createLog(settings.logLevel),
  runtime: {
    clock: { now: () => Math.floor(time.now()), sleep: time.sleep },
    randomness: { bytes: (length) => randomBytes(length), fraction: Math.random },
    ids: { next: () => randomUUID() },
  },
});
app.start();
const server = createServer(app.handler);
server.listen(0, '127.0.0.1');
await once(server, 'listening');

let peakBytes = 0;
const watchMemory = setInterval(() => {
  peakBytes = Math.max(peakBytes, process.memoryUsage.rss());
}, 100);

const eventLoopDelay = monitorEventLoopDelay({ resolution: 1 });

process.on('message', (question: ServerQuestion) => {
  if (question === 'USAGE') reportUsage();
  else void reportDelay();
});
process.once('disconnect', () => {
  clearInterval(watchMemory);
  server.close();
  server.closeAllConnections();
  void app.stop().then(() => process.exit(0));
});
report({ kind: 'LISTENING', url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });

function reportUsage(): void {
  const { user, system } = process.cpuUsage();
  const memoryBytes = process.memoryUsage.rss();
  report({
    kind: 'USAGE',
    cpuMs: (user + system) / 1_000,
    memoryBytes,
    peakBytes: Math.max(peakBytes, memoryBytes),
  });
}

async function reportDelay(): Promise<void> {
  // The timer of the measurement fires first, and records a delay that has just ended.
  await setTimeout(20);
  report({ kind: 'DELAY', longestMs: eventLoopDelay.max / 1_000_000 });
  eventLoopDelay.reset();
  eventLoopDelay.enable();
}

function report(message: ServerReport): void {
  process.send?.(message);
}

/** Parsed like an operator's settings, so that new settings get their defaults. */
function settingsFor({
  access,
  devOrigins,
  folder,
  serviceKey,
  encryptionKey,
  publicKey,
}: ServerOrder): Settings {
  return readSettings({
    NODE_ENV: 'test',
    DATABASE_URL: `file:${join(folder, 'bench.sqlite')}`,
    ENCRYPTION_KEY: encryptionKey,
    SERVICE_KEYS: serviceKey,
    GOODFUNDS_JWT_PUBLIC_KEY: publicKey,
    DATAVERSE_DEV_ORIGINS: [access.baseUrl, ...devOrigins].join(),
    ENTRA_AUTHORITY: access.authority,
    LOG_LEVEL: 'warn',
  });
}
