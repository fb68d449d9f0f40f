import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { delimiter, join } from 'node:path';
import { type Step, steps } from './steps.ts';

const root = join(import.meta.dirname, '..', '..');

/**
 * Runs the checks, as many at a time as there are cores, and tells each one's time. The first failure ends the
 * others and prints what its tool said.
 *
 * @param names words that the names of the wanted checks begin with; none for all
 * @returns whether all of them passed
 */
export async function runChecks(names: readonly string[] = []): Promise<boolean> {
  const waiting = steps.filter(
    ({ name }) => names.length === 0 || names.some((wanted) => name.startsWith(wanted)),
  );
  const failure = new AbortController();
  const worker = async () => {
    for (let step = waiting.shift(); step !== undefined && !failure.signal.aborted; step = waiting.shift()) {
      if (!(await passes(step, failure.signal))) failure.abort();
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  return !failure.signal.aborted;
}

async function passes({ name, command }: Step, signal: AbortSignal): Promise<boolean> {
  const begun = performance.now();
  const { ok, output } = await run(command, signal);
  if (signal.aborted) return false;
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  console.log(`${name.padEnd(20)} ${ok ? 'ok' : 'FAILED'} after ${seconds} s`);
  if (!ok) console.log(`\n${output.trimEnd()}\n\nThe check "${name}" failed: ${command.join(' ')}`);
  return ok;
}

async function run([executable, ...parameters]: Step['command'], signal: AbortSignal) {
  const path = [join(root, 'node_modules', '.bin'), process.env['PATH']].join(delimiter);
  const tool = spawn(executable, parameters, {
    cwd: root,
    env: { ...process.env, PATH: path },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stop = () => tool.kill();
  signal.addEventListener('abort', stop);
  const said: Buffer[] = [];
  tool.stdout.on('data', (part: Buffer) => said.push(part));
  tool.stderr.on('data', (part: Buffer) => said.push(part));
  const problem = await new Promise<string | undefined>((resolve) => {
    tool.once('error', (error) => resolve(error.message));
    tool.once('close', (code) => resolve(code === 0 ? undefined : ''));
  });
  signal.removeEventListener('abort', stop);
  return { ok: problem === undefined, output: `${Buffer.concat(said).toString('utf8')}${problem ?? ''}` };
}
