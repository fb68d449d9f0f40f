import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { delimiter, join } from 'node:path';

interface Check {
  name: string;
  command: string;
}

const root = join(import.meta.dirname, '..', '..');

/**
 * Runs the checks, as many at a time as there are cores, and prints the time of each. The first failure stops the
 * others and prints the output of its tool.
 *
 * @param names the checks to run; none for all
 * @returns whether all of them passed
 * @throws if a name is unknown
 */
export async function runChecks(names: readonly string[] = []): Promise<boolean> {
  const checks = checksOfPackage();
  const unknown = names.filter((name) => !checks.some((check) => check.name === name));
  if (unknown.length > 0) throw new Error(`Unknown check: ${unknown.join(', ')}.`);

  const waiting = checks.filter(({ name }) => names.length === 0 || names.includes(name));
  const failure = new AbortController();
  const worker = async () => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
      if (failure.signal.aborted) return;
      if (!(await passes(check, failure.signal))) failure.abort();
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  return !failure.signal.aborted;
}

/** The `check:…` scripts of package.json. */
function checksOfPackage(): Check[] {
  const manifest: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const scripts =
    manifest instanceof Object && 'scripts' in manifest ? Object.entries(manifest.scripts ?? {}) : [];
  return scripts
    .filter(([name]) => name.startsWith('check:'))
    .map(([name, command]) => ({ name: name.slice('check:'.length), command: String(command) }));
}

async function passes({ name, command }: Check, signal: AbortSignal): Promise<boolean> {
  const begun = performance.now();
  const { ok, output } = await run(command, signal);
  if (signal.aborted) return false;
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  console.log(`${name.padEnd(12)} ${ok ? 'ok' : 'FAILED'} after ${seconds} s`);
  if (!ok) console.log(`\n${output.trimEnd()}\n\nThe check "${name}" failed: ${command}`);
  return ok;
}

async function run(command: string, signal: AbortSignal): Promise<{ ok: boolean; output: string }> {
  const path = [join(root, 'node_modules', '.bin'), process.env['PATH']].join(delimiter);
  const tool = spawn(command, {
    cwd: root,
    env: { ...process.env, PATH: path },
    shell: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stop = () => tool.kill();
  signal.addEventListener('abort', stop);
  const said: Buffer[] = [];
  tool.stdout.on('data', (part: Buffer) => said.push(part));
  tool.stderr.on('data', (part: Buffer) => said.push(part));
  const code = await new Promise((resolve, reject) => {
    tool.once('error', reject);
    tool.once('close', resolve);
  });
  signal.removeEventListener('abort', stop);
  return { ok: code === 0, output: Buffer.concat(said).toString('utf8') };
}
