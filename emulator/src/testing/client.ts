import { z } from 'zod';
import type { Emulator } from '../start-emulator.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: unknown;
}

type HeaderFields = Readonly<Record<string, string>>;

export interface Client {
  readonly token: string;
  send(method: string, path: string, body?: unknown, headers?: HeaderFields): Promise<Answer>;
  get(path: string, headers?: HeaderFields): Promise<Answer>;
  post(path: string, body: unknown, headers?: HeaderFields): Promise<Answer>;
  patch(path: string, body: unknown, headers?: HeaderFields): Promise<Answer>;
  delete(path: string, headers?: HeaderFields): Promise<Answer>;
}

/** A client of an emulator: gets a token, then calls the Web API. Paths are relative to its root. */
export async function connect(emulator: Emulator): Promise<Client> {
  const token = tokenSchema.parse((await requestToken(emulator)).json).access_token;
  const send: Client['send'] = (method, path, body, headers = {}) =>
    fetchAnswer(`${emulator.baseUrl}/api/data/v9.2/${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  return {
    token,
    send,
    get: (path, headers) => send('GET', path, undefined, headers),
    post: (path, body, headers) => send('POST', path, body, headers),
    patch: (path, body, headers) => send('PATCH', path, body, headers),
    delete: (path, headers) => send('DELETE', path, undefined, headers),
  };
}

/** Requests a token with the emulator's credentials, changed by `fields`; null omits a field. */
export function requestToken(
  emulator: Emulator,
  fields: Readonly<Record<string, string | null>> = {},
  tenant: string = emulator.tenantId,
  headers: HeaderFields = {},
): Promise<Answer> {
  const form = new URLSearchParams();
  const all = {
    client_id: emulator.clientId,
    scope: `${emulator.baseUrl}/.default`,
    grant_type: 'client_credentials',
    client_secret: emulator.clientSecret,
    ...fields,
  };
  for (const [name, value] of Object.entries(all)) if (value !== null) form.set(name, value);
  return fetchAnswer(`${emulator.authority}/${tenant}/oauth2/v2.0/token`, {
    method: 'POST',
    headers,
    body: form,
  });
}

export async function fetchAnswer(url: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(url, init);
  const text = await response.text();
  const isJson = (response.headers.get('content-type') ?? '').startsWith('application/json');
  const json: unknown = isJson && text !== '' ? JSON.parse(text) : null;
  return { status: response.status, headers: response.headers, text, json };
}

const tokenSchema = z.object({ access_token: z.string() });
const errorSchema = z.object({ error: z.object({ code: z.string(), message: z.string() }) });
const rowsSchema = z.object({
  value: z.array(z.record(z.string(), z.unknown())),
  '@odata.nextLink': z.string().optional(),
});

/** Status, code and message of a refusal. */
export function refusal(answer: Pick<Answer, 'status' | 'json'>): {
  readonly status: number;
  readonly code: string;
  readonly message: string;
} {
  return { status: answer.status, ...errorSchema.parse(answer.json).error };
}

export function rowsOf(answer: Answer): readonly Record<string, unknown>[] {
  return rowsSchema.parse(answer.json).value;
}

export function nextLinkOf(answer: Answer): string | undefined {
  return rowsSchema.parse(answer.json)['@odata.nextLink'];
}

/** The id in an `OData-EntityId` header. */
export function idIn(answer: Answer): string {
  return /contacts\(([0-9a-f-]{36})\)$/.exec(answer.headers.get('odata-entityid') ?? '')?.[1] ?? '';
}

/** A percent-encoded query string. */
export function query(options: Readonly<Record<string, string>>): string {
  return Object.entries(options)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&');
}

/** `contacts?$filter=In(…)` over a column. */
export function inQuery(
  column: string,
  values: readonly string[],
  select = 'contactid,emailaddress1',
): string {
  return `contacts?${query({
    $select: select,
    $filter: 'Microsoft.Dynamics.CRM.In(PropertyName=@p1,PropertyValues=@p2)',
    '@p1': `'${column}'`,
    '@p2': JSON.stringify(values),
  })}`;
}
