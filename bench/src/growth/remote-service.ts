import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { EmulatorAccess } from '../emulator/messages.ts';
import { makeKeys } from './keys.ts';
import type { ServerOrder, ServerQuestion, ServerReport } from './messages.ts';
import { serveOptions } from './serve-options.ts';
import { connectService, type ServiceClient } from './service-client.ts';

/** The service in its own process, with its own database. */
export type RemoteService = AsyncDisposable & {
  /** A user of the account that the service was started for. */
  readonly user: ServiceClient;
  userOf(accountId: number): ServiceClient;
  readonly backend: ServiceClient;
  usage(): Promise<Extract<ServerReport, { kind: 'USAGE' }>>;
  /** The longest delay of its event loop since the last call; the first call starts the measurement. */
  longestDelayMs(): Promise<number>;
};

export async function startRemoteService(
  access: EmulatorAccess,
  {
    factor,
    accountId,
    devOrigins = [],
  }: { readonly factor: number; readonly accountId: number; readonly devOrigins?: readonly string[] },
): Promise<RemoteService> {
  const folder = await mkdtemp(join(tmpdir(), 'goodfunds-bench-'));
  const { signToken, ...keys } = makeKeys();
  const child = fork(ENTRY, { execArgv: serveOptions(), stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  child.send({ access, factor, devOrigins, folder, ...keys } satisfies ServerOrder);
  const { url } = await nextReport(child, 'LISTENING');
  const ask = async <Kind extends ServerQuestion>(question: Kind) => {
    child.send(question);
    return await nextReport(child, question);
  };
  const userOf = (account: number): ServiceClient => connectService(url, signToken(account));
  return {
    user: userOf(accountId),
    userOf,
    backend: connectService(url, keys.serviceKey),
    usage: async () => await ask('USAGE'),
    longestDelayMs: async () => (await ask('DELAY')).longestMs,
    [Symbol.asyncDispose]: async () => {
      await end(child);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const ENTRY = fileURLToPath(new URL('server-process.ts', import.meta.url));

async function end(child: ChildProcess): Promise<void> {
  if (!isRunning(child)) return;
  const ended = once(child, 'exit');
  child.disconnect();
  await ended;
}

function isRunning({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode === null && signalCode === null;
}

/** Rejects if the process ends first. */
async function nextReport<Kind extends ServerReport['kind']>(
  child: ChildProcess,
  kind: Kind,
): Promise<Extract<ServerReport, { kind: Kind }>> {
  if (!isRunning(child)) throw processEnded(child);
  const listening = new AbortController();
  const { signal } = listening;
  try {
    const [report] = (await Promise.race([
      once(child, 'message', { signal }),
      once(child, 'exit', { signal }).then(() => {
        throw processEnded(child);
      }),
    ])) as [Extract<ServerReport, { kind: Kind }>];
    if (report.kind !== kind) throw new Error(`the service reported ${report.kind} instead of ${kind}`);
    return report;
  } finally {
    listening.abort();
  }
}

function processEnded({ exitCode, signalCode }: ChildProcess): Error {
  return new Error(`the process of the service ended: ${signalCode ?? exitCode}`);
}
