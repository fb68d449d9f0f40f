import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Commit, FaultRuleInput, LoggedRequest, StoredContact } from '@goodfunds/dataverse-emulator';
import { COSTS, LIMITS } from './costs.ts';
import type { EmulatorAccess, EmulatorOrder } from './messages.ts';

/** The emulator in its own process. */
export type RemoteEmulator = AsyncDisposable & {
  readonly access: EmulatorAccess;
  setFactor(factor: number): Promise<void>;
  /** Resets the emulator, sets costs and limits, and seeds these rows. */
  prepare(rows: readonly CrmRow[], costs?: object): Promise<void>;
  /** Adds an alternate key, so that two contacts cannot have the same value. */
  addKey(attribute: string): Promise<void>;
  /** Adds a custom attribute, named by its number. */
  addAttribute(number: number): Promise<void>;
  /** Issues tokens for these origins too. */
  trustResources(origins: readonly string[]): Promise<void>;
  addFaults(rules: readonly FaultRuleInput[]): Promise<void>;
  clearFaults(): Promise<void>;
  /** Clears the logs of requests and changes. */
  clearRecords(): Promise<void>;
  requests(): Promise<LoggedRequest[]>;
  ledger(): Promise<Commit[]>;
  contacts(properties: readonly string[]): Promise<StoredContact[]>;
  contactCount(): Promise<number>;
};

/** A CRM contact by attribute. */
export type CrmRow = Readonly<Record<string, string>>;

export async function startRemoteEmulator(): Promise<RemoteEmulator> {
  const child = fork(ENTRY, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const [access] = (await once(child, 'message')) as [EmulatorAccess];
  const control = createControl(access.baseUrl);
  return {
    access,
    setFactor: async (factor) => {
      child.send({ factor } satisfies EmulatorOrder);
      await once(child, 'message');
    },
    prepare: async (rows, costs = COSTS) => {
      await control.send('POST', 'reset');
      await control.send('POST', 'seed', { rows });
      await control.send('PATCH', 'costs', costs);
      await control.send('PATCH', 'protection', LIMITS);
    },
    addKey: (attribute) =>
      control.send('POST', 'keys', { schemaName: `bench_${attribute}`, columns: [attribute] }),
    addAttribute: (number) =>
      control.send('POST', 'attributes', {
        type: 'String',
        schemaName: `new_Extra${number}`,
        label: { en: `Extra ${number}`, de: `Zusatz ${number}` },
        description: { en: `Custom attribute for purpose ${number}` },
      }),
    trustResources: (origins) => control.send('PATCH', 'directory', { otherResources: origins }),
    addFaults: (rules) => control.send('POST', 'faults', rules),
    clearFaults: () => control.send('DELETE', 'faults'),
    clearRecords: async () => {
      await control.send('DELETE', 'requests');
      await control.send('DELETE', 'ledger');
    },
    requests: () => control.read<LoggedRequest[]>('requests'),
    ledger: () => control.read<Commit[]>('ledger'),
    contacts: (properties) => control.readLines<StoredContact>(`contacts?properties=${properties.join(',')}`),
    contactCount: async () => (await control.read<{ count: number }>('contacts/count')).count,
    [Symbol.asyncDispose]: () => end(child),
  };
}

const ENTRY = fileURLToPath(new URL('emulator-process.ts', import.meta.url));

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.disconnect();
  await ended;
}

/** The control API. Responses have the emulator's exported types and are not validated again. */
function createControl(baseUrl: string) {
  const request = async (method: string, path: string, body?: unknown): Promise<Response> => {
    const response = await fetch(`${baseUrl}/_emulator/${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response;
  };
  return {
    send: async (method: string, path: string, body?: unknown): Promise<void> => {
      await (await request(method, path, body)).arrayBuffer();
    },
    read: async <Content>(path: string): Promise<Content> =>
      (await (await request('GET', path)).json()) as Content,
    readLines: async <Line>(path: string): Promise<Line[]> => {
      const text = await (await request('GET', path)).text();
      return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Line]));
    },
  };
}
