import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

const entry = join(import.meta.dirname, '..', '..', 'demo', 'src', 'main.ts');

/** The demo on any free port, once its first sync has run. */
export async function startDemo() {
  const child = spawn(process.execPath, [entry], {
    env: { ...process.env, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const end = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill();
    await once(child, 'close');
  };
  const url = await firstAddress(child.stdout);
  // Unread output would fill the pipe and block the demo.
  child.stdout.resume();
  return { url, [Symbol.asyncDispose]: end };
}

async function firstAddress(output: Readable): Promise<string> {
  for await (const line of createInterface(output)) {
    const [url] = /http:\/\/\S+/.exec(line) ?? [];
    if (url !== undefined) return url;
  }
  throw new Error('The demo ended before it said where it is.');
}
