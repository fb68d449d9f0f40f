import { startDemo } from './demo.ts';
import { runFirstSync } from './first-sync.ts';
import { formatResult } from './result-table.ts';
import { SAMPLE_CONTACTS } from './sample-contacts.ts';

const DEFAULT_PORT = 4000;

const port = readPort(process.env['PORT']);
const demo = await startDemo({ port });

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void demo[Symbol.asyncDispose]().then(() => process.exit(0));
  });
}

const { keys, credentials } = demo;
const { run, items } = await runFirstSync({
  serverUrl: demo.url,
  keys,
  credentials,
  contacts: SAMPLE_CONTACTS,
});
process.stdout.write(
  `\n${formatResult(run, items, SAMPLE_CONTACTS)}\n\nThe demo page: ${demo.url}/\nCtrl-C ends it; nothing is kept.\n`,
);

function readPort(setting: string | undefined): number {
  if (setting === undefined || setting === '') return DEFAULT_PORT;
  const given = Number(setting);
  if (Number.isInteger(given) && given >= 0 && given <= 65_535) return given;
  process.stderr.write(`PORT must be a port number from 0 to 65535, not "${setting}".\n`);
  process.exit(1);
}
