import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { z } from 'zod';

export type OutgoingRequest = { path: string; headers: string; body: string };

/** Undici's diagnostics of a request. */
const createdSchema = z.object({
  request: z.object({
    origin: z.union([z.string(), z.instanceof(URL)]).transform(String),
    path: z.string(),
    headers: z.unknown(),
    body: z.unknown(),
  }),
});

/** Records all requests of this process to the origin until `stop`. */
export function recordOutgoing(origin: string): { requests: OutgoingRequest[]; stop(): void } {
  const requests: OutgoingRequest[] = [];
  const listener = (message: unknown): void => {
    const created = createdSchema.safeParse(message);
    if (!created.success || created.data.request.origin !== origin) return;
    const { path, headers, body } = created.data.request;
    requests.push({ path, headers: flat(headers), body: flat(body) });
  };
  subscribe('undici:request:create', listener);
  return { requests, stop: () => void unsubscribe('undici:request:create', listener) };
}

function flat(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8');
  if (Array.isArray(value)) return value.map(flat).join('\n');
  return value === null || value === undefined ? '' : JSON.stringify(value);
}
