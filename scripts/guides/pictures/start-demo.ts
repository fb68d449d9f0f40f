import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const entry = join(import.meta.dirname, '..', '..', '..', 'demo', 'src', 'main.ts');

/** The demo on any free port, once its first sync has run. */
export async function startDemo() {
  const child = spawn(process.execPath, [entry], {
    env: { ...process.env, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const end = async () => {
    if (child.exitCode !== null) return;
    child.kill();
    await once(child, 'close');
  };
  for await (const line of createInterface(child.stdout)) {
    const [url] = /http:\/\/\S+/.exec(line) ?? [];
    if (url !== undefined) return { url, [Symbol.asyncDispose]: end };
  }
  throw new Error('The demo ended before it said where it is.');
}
