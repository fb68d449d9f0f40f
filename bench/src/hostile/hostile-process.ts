import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { type Emulator, startEmulator } from '@goodfunds/dataverse-emulator';
import { type FindRequest, HOSTILE_ANSWERS, type HostileAnswer } from './hostile-answers.ts';
import type { HostileCrm } from './messages.ts';

/**
 * One CRM per hostile answer, in one process: an emulator answers all requests except those that find contacts. Ends
 * with its parent.
 */
const emulator = await startEmulator();
const token = await fetchToken(emulator);
const crms: HostileCrm[] = [];
for (const [title, answer] of Object.entries(HOSTILE_ANSWERS)) {
  const origin = await listen(createServer((request, response) => void handle(request, response, answer)));
  crms.push({ title, origin });
}
process.once('disconnect', () => process.exit(0));
process.send?.(crms);

async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  answer: HostileAnswer,
): Promise<void> {
  const body = await buffer(request);
  const find = readFind(request, body);
  if (find) answer(response, find);
  else await forward(request, body, response);
}

function readFind({ headers }: IncomingMessage, body: Buffer): FindRequest | null {
  const text = body.toString();
  const queries = text.match(/^GET \S*\/contacts\?/gm)?.length ?? 0;
  const [, name = 'nobody'] = /([\w.-]+)(?:@|%40)example\.org/.exec(text) ?? [];
  return queries === 0 ? null : { queries, email: `${name}@example.org`, origin: `http://${headers.host}` };
}

async function forward(request: IncomingMessage, body: Buffer, response: ServerResponse): Promise<void> {
  const contentType = request.headers['content-type'];
  const answer = await fetch(new URL(request.url ?? '/', emulator.baseUrl), {
    method: request.method ?? 'GET',
    headers: {
      authorization: `Bearer ${token}`,
      ...(contentType !== undefined && { 'content-type': contentType }),
    },
    ...(body.length > 0 && { body }),
  });
  const type = answer.headers.get('content-type');
  response.writeHead(answer.status, type === null ? {} : { 'content-type': type });
  response.end(Buffer.from(await answer.arrayBuffer()));
}

async function fetchToken({
  authority,
  baseUrl,
  tenantId,
  clientId,
  clientSecret,
}: Emulator): Promise<string> {
  const answer = await fetch(`${authority}/${tenantId}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
      scope: `${baseUrl}/.default`,
    }),
  });
  return ((await answer.json()) as { access_token: string }).access_token;
}
