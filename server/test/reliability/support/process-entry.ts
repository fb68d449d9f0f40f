import { flushCompileCache } from 'node:module';
import { z } from 'zod';
import { createApp } from '../../../src/app.ts';
import { startHttpServer } from '../../../src/http/http-server.ts';
import { createProviders } from '../../../src/providers/index.ts';
import type { CrashPoint } from '../../../src/runtime/crash-points.ts';
import { createLog } from '../../../src/runtime/log.ts';
import { createEgress } from '../../../src/security/egress/create-egress.ts';
import { readSettings } from '../../../src/settings.ts';
import { crashingEgress } from './crash-points.ts';

/** The service, which sends itself a signal at the nth pass of a crash point. */
const planSchema = z.object({
  leaseMs: z.number(),
  stopAt: z.object({ point: z.string(), hit: z.number(), signal: z.enum(['SIGKILL', 'SIGSTOP']) }).optional(),
});

const plan = planSchema.parse(JSON.parse(process.argv[2] ?? '{}'));
const settings = readSettings();
const crashPoint = stoppingCrashPoint();
const app = await createApp({
  settings,
  providers: createProviders(settings),
  log: createLog(settings.logLevel),
  leaseMs: plan.leaseMs,
  crashPoint,
  egress: crashingEgress(createEgress({ devOrigins: settings.dataverseDevOrigins }), crashPoint),
});
const server = await startHttpServer(app.handler, settings);
app.start();
process.send?.({ url: server.url });
flushCompileCache();
process.once('SIGTERM', () => {
  void server
    .close(5_000)
    .then(async () => await app.stop())
    .then(() => process.exit(0));
});

function stoppingCrashPoint(): CrashPoint {
  const { stopAt } = plan;
  let hits = 0;
  return (name) => {
    if (name !== stopAt?.point) return;
    hits += 1;
    if (hits === stopAt.hit) process.kill(process.pid, stopAt.signal);
  };
}
