import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

/**
 * `npm run dev`: the demo, restarted when a source changes, and the panel, rebuilt when one of its sources changes. Both
 * end together.
 */
const root = join(import.meta.dirname, '..');
const children = [
  node(root, '--watch', 'demo/src/main.ts'),
  node(join(root, 'web'), 'node_modules/vite/bin/vite.js', 'build', '--watch'),
];
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, endAll);

function node(cwd: string, ...parameters: string[]): ChildProcess {
  return spawn(process.execPath, parameters, { cwd, stdio: 'inherit' }).once('close', endAll);
}

function endAll(): void {
  for (const child of children) child.kill();
}
