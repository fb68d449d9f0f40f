import { type Demo, startDemo } from './demo.ts';
import { runFirstSync } from './first-sync.ts';
import { formatResult } from './result-table.ts';

const DEFAULT_PORT = 4000;

const port = readPort(process.env['PORT']);
const starting = startDemo({ port }).catch(refuse);
let isStopping = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    isStopping = true;
    void starting.then((demo) => demo[Symbol.asyncDispose]()).then(() => process.exit(0));
  });
}

await starting.then(showFirstSync).catch((error: unknown) => {
  // Stopping the demo interrupts its sync.
  if (!isStopping) throw error;
});

async function showFirstSync({ url, keys, credentials }: Demo): Promise<void> {
  const { run, items, contacts } = await runFirstSync({ serverUrl: url, keys, credentials });
  process.stdout.write(`
${formatResult(run, items, contacts)}

The demo page: ${url}/
Ctrl-C stops it; nothing is kept.
`);
}

function readPort(setting: string | undefined): number {
  if (setting === undefined || setting === '') return DEFAULT_PORT;
  const given = Number(setting);
  if (Number.isInteger(given) && given >= 0 && given <= 65_535) return given;
  return stop(`PORT must be a port number from 0 to 65535, not "${setting}".`);
}

function refuse(error: unknown): never {
  const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  if (!isTaken) throw error;
  return stop(`Port ${port} is taken by another program. Set PORT to a free one.`);
}

function stop(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}
