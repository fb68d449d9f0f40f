import { createPublicKey, randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createApp, createLog, type Settings } from '@goodfunds/server';
import { createModelTime } from '../time/model-time.ts';
import type { ServerOrder, ServerReport } from './messages.ts';

/** The whole service as a process of its own, in model time, composed as `npm run serve` does. */
const [order] = (await once(process, 'message')) as [ServerOrder];
const time = createModelTime(order.factor);
const settings = settingsFor(order);
const app = createApp({
  settings,
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

process.on('message', () => {
  const { user, system } = process.cpuUsage();
  const memoryBytes = process.memoryUsage.rss();
  report({
    kind: 'USAGE',
    cpuMs: (user + system) / 1_000,
    memoryBytes,
    peakBytes: Math.max(peakBytes, memoryBytes),
  });
});
process.once('disconnect', () => {
  clearInterval(watchMemory);
  server.close();
  server.closeAllConnections();
  void app.stop().then(() => process.exit(0));
});
report({ kind: 'LISTENING', url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });

function report(message: ServerReport): void {
  process.send?.(message);
}

function settingsFor({ access, folder, serviceKey, encryptionKey, publicKey }: ServerOrder): Settings {
  return {
    port: 0,
    host: '127.0.0.1',
    databaseUrl: `file:${join(folder, 'bench.sqlite')}`,
    encryptionKey: Buffer.from(encryptionKey, 'base64'),
    previousEncryptionKey: null,
    serviceKeys: [serviceKey],
    userTokens: { publicKey: createPublicKey(publicKey), jwksUrl: null, issuer: 'goodfunds.de' },
    allowedOrigins: [],
    dataverseDevOrigins: [access.baseUrl],
    entraAuthority: access.authority,
    logLevel: 'warn',
    development: true,
  };
}
