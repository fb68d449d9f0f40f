import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { EmulatorAccess } from '../emulator/messages.ts';
import { makeKeys } from './keys.ts';
import type { ServerOrder, ServerReport } from './messages.ts';
import { serveOptions } from './serve-options.ts';
import { connectService, type ServiceClient } from './service-client.ts';

/** The service in its own process, with its own database. */
export type RemoteService = AsyncDisposable & {
  readonly user: ServiceClient;
  readonly backend: ServiceClient;
  usage(): Promise<Extract<ServerReport, { kind: 'USAGE' }>>;
};

export async function startRemoteService(
  access: EmulatorAccess,
  { factor, accountId }: { readonly factor: number; readonly accountId: number },
): Promise<RemoteService> {
  const folder = await mkdtemp(join(tmpdir(), 'goodfunds-bench-'));
  const { signToken, ...keys } = makeKeys();
  const child = fork(ENTRY, { execArgv: serveOptions(), stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  child.send({ access, factor, folder, ...keys } satisfies ServerOrder);
  const listening = await nextReport(child);
  if (listening.kind !== 'LISTENING') throw new Error('the service reported before it listened');
  return {
    user: connectService(listening.url, signToken(accountId)),
    backend: connectService(listening.url, keys.serviceKey),
    usage: async () => {
      child.send('USAGE');
      const usage = await nextReport(child);
      if (usage.kind !== 'USAGE') throw new Error('the service reported twice that it listens');
      return usage;
    },
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
async function nextReport(child: ChildProcess): Promise<ServerReport> {
  if (!isRunning(child)) throw processEnded(child);
  const listening = new AbortController();
  const { signal } = listening;
  try {
    const [report] = (await Promise.race([
      once(child, 'message', { signal }),
      once(child, 'exit', { signal }).then(() => {
        throw processEnded(child);
      }),
    ])) as [ServerReport];
    return report;
  } finally {
    listening.abort();
  }
}

function processEnded({ exitCode, signalCode }: ChildProcess): Error {
  return new Error(`the process of the service ended: ${signalCode ?? exitCode}`);
}
