import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll } from 'vitest';
import type { ServerSettings } from '../../harness/processes.ts';
import { bundle } from './bundle.ts';

const CHILD = fileURLToPath(new URL('./child.ts', import.meta.url));

let folder = '';
let entry = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'goodfunds-bundle-'));
  entry = await bundle(CHILD, folder);
});
afterAll(async () => await rm(folder, { recursive: true, force: true }));

export type ChildPlan = {
  leaseMs: number;
  /** The point at which the process ends, or freezes, by the signal, when it comes there the nth time. */
  stopAt?: { point: string; hit: number; signal: 'SIGKILL' | 'SIGSTOP' };
};

export type Child = {
  url: string;
  process: ChildProcess;
  /** Resolves when the process is no more. */
  ended: Promise<void>;
  hasEnded(): boolean;
  kill(): Promise<void>;
  /** What it logged so far. */
  log(): string;
};

/** Starts the service in a process of its own. `null` when it ended before it listened. */
export async function startChild(settings: ServerSettings, plan: ChildPlan): Promise<Child | null> {
  const child = spawn(process.execPath, [entry, JSON.stringify(plan)], {
    env: { ...settings, NODE_COMPILE_CACHE: join(folder, 'compiled') },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      log += chunk.toString();
    });
  }
  const ended = once(child, 'close').then(() => undefined);
  const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null;
  const url = await Promise.race([listening(child), ended.then(() => null)]);
  if (url === null) {
    if (child.signalCode === null) throw new Error(`the child did not start: ${log}`);
    return null;
  }
  return {
    url,
    process: child,
    ended,
    hasEnded,
    kill: async () => {
      if (!hasEnded()) child.kill('SIGKILL');
      await ended;
    },
    log: () => log,
  };
}

async function listening(child: ChildProcess): Promise<string> {
  const [message] = (await once(child, 'message')) as [{ url: string }];
  return message.url;
}
