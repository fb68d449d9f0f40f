import type { RequestListener } from 'node:http';
import { type App, createApp } from './app.ts';
import { type HttpServer, startHttpServer } from './http/http-server.ts';
import { createProviders } from './providers/index.ts';
import { createLog, type Log } from './runtime/log.ts';
import { STOP_MS, STOP_REQUESTS_MS } from './runtime/timeouts.ts';
import { WrongKeyError } from './security/key-canary.ts';
import { readSettings, type Settings, SettingsError } from './settings.ts';

/** Runs the service until SIGTERM or SIGINT. A start that fails prints one sentence and exits with code 1. */
export async function serve(): Promise<void> {
  // Only this user may read the database and its companion files.
  process.umask(0o077);
  const settings = settingsOrExit();
  const log = createLog(settings.logLevel);
  process.on('uncaughtException', (error) => {
    log.error('crashed', { error });
    process.exit(1);
  });
  const app = await appOrExit(settings, log);
  const server = await listenOrExit(app, app.handler, settings);
  const metricsServer = settings.metrics && (await listenOrExit(app, app.metricsHandler, settings.metrics));
  app.start();
  log.info('listening', { address: server.url });
  if (metricsServer) log.info('serving metrics', { address: `${metricsServer.url}/metrics` });

  const stop = once(async () => {
    log.info('stopping');
    setTimeout(() => {
      log.error('shutdown timed out');
      process.exit(1);
    }, STOP_MS).unref();
    await Promise.all([server, metricsServer].map(async (open) => await open?.close(STOP_REQUESTS_MS)));
    await app.stop();
    log.info('stopped');
    process.exit(0);
  });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => guarded(stop, log));
}

function settingsOrExit(): Settings {
  try {
    return readSettings();
  } catch (error) {
    if (error instanceof SettingsError) exitWith(error.message);
    throw error;
  }
}

async function appOrExit(settings: Settings, log: Log): Promise<App> {
  try {
    return await createApp({ settings, providers: createProviders(settings), log });
  } catch (error) {
    if (error instanceof WrongKeyError) exitWith(error.message);
    exitWith(`The database of DATABASE_URL cannot be opened (${reasonOf(error)}).`);
  }
}

async function listenOrExit(
  app: App,
  handler: RequestListener,
  address: { host: string; port: number },
): Promise<HttpServer> {
  try {
    return await startHttpServer(handler, address);
  } catch (error) {
    await app.stop();
    exitWith(`The server cannot listen on ${address.host}:${address.port} (${reasonOf(error)}).`);
  }
}

function exitWith(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'for an unknown reason';
  return 'code' in error ? String(error.code) : error.message.replace(/\.$/, '');
}

function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  return async () => {
    running ??= work();
    await running;
  };
}

function guarded(work: () => Promise<void>, log: Log): void {
  work().catch((error: unknown) => {
    log.error('shutdown failed', { error });
    process.exit(1);
  });
}
