import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { postRaw } from '../harness/http-client.ts';
import { type Process, serverSettings, startServerProcess } from '../harness/processes.ts';

const ACCOUNT = 7;
const MEGABYTE = 1024 * 1024;
/** The server needs about 50 MiB of it. */
const HEAP_MEGABYTES = 96;

describe('a server with a small heap', () => {
  const resources = new AsyncDisposableStack();
  let server: Awaited<ReturnType<typeof serverSettings>>;
  let process: Process;
  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'goodfunds-hostile-'));
    resources.defer(async () => await rm(folder, { recursive: true, force: true }));
    const unused = 'http://127.0.0.1:9';
    server = await serverSettings({
      databaseUrl: `file:${join(folder, 'crm.sqlite')}`,
      emulator: { baseUrl: unused, authority: unused },
    });
    const settings = { ...server.settings, NODE_OPTIONS: `--max-old-space-size=${HEAP_MEGABYTES}` };
    process = await startServerProcess(settings, server.url);
    resources.defer(async () => await process.kill());
  });
  afterAll(async () => await resources.disposeAsync());

  test.each([8 * MEGABYTE, MEGABYTE / 2])('survives invalid inputs of %i bytes', async (bytes) => {
    const authorization = `Bearer ${await server.userToken(ACCOUNT)}`;
    const bodies = [
      bomb('{"integrationId":"i","version":1,"mapping":{"firstname":{"field":"firstName","values":{', bytes),
      bomb('{"provider":"microsoft-dynamics","credentials":{', bytes),
      bomb('{"integrationId":"i","scope":{"kind":"CONTACTS","contactIds":{', bytes),
    ];
    const procedures = ['config.update', 'config.create', 'sync.start', 'sync.preview'];
    // All bodies at once would be more than an account can have under way.
    for (const body of bodies) {
      const answers = await Promise.all(
        procedures.map(async (procedure) => await postRaw(server.url, procedure, authorization, body)),
      );
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([bytes > MEGABYTE ? 413 : 400]));
    }
    await expectAlive();
  });

  test.each(['[', '[[],', '{"a":'])('survives a push full of %s', async (part) => {
    const body = part.repeat((8 * MEGABYTE) / part.length);
    const answer = await postRaw(server.url, 'sync.push', `Bearer ${server.serviceKey}`, body);
    expect(answer.status).toBe(400);
    await expectAlive();
  });

  async function expectAlive(): Promise<void> {
    expect(process.child.exitCode ?? process.child.signalCode).toBeNull();
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
  }
});

/** An object with as many invalid members as fit; all its brackets are closed. */
function bomb(start: string, bytes: number): string {
  const end = '}'.repeat(start.split('{').length - 1);
  const members: string[] = [];
  let left = bytes - start.length - end.length;
  for (let index = 0; left > 0; index += 1) {
    const member = `"k${index.toString(36)}":{}`;
    left -= member.length + 1;
    if (left > 0) members.push(member);
  }
  return `${start}${members.join(',')}${end}`;
}
