/** A response without the parts that always differ. */
export type RawAnswer = { status: number; headers: Record<string, string>; body: string };

type CallOptions = { url: string; token: string; procedure: string; kind: ProcedureKind; input: object };
export type ProcedureKind = 'query' | 'mutation' | 'subscription';

/** All transports for each kind of procedure; each reads the response to its end. */
export const TRANSPORTS: Readonly<
  Record<ProcedureKind, Readonly<Record<string, (options: CallOptions) => Promise<RawAnswer>>>>
> = {
  query: {
    POST: async (options) => await byPost(options),
    GET: byGet,
    'POST, in a batch': async (options) => await byBatch(options),
  },
  mutation: {
    POST: async (options) => await byPost(options),
    'POST, in a batch': async (options) => await byBatch(options),
    'POST, in a batch, as JSON lines': async (options) =>
      await byBatch(options, { 'trpc-accept': 'application/jsonl' }),
  },
  subscription: {
    'event stream': async (options) => await byPost(options, { accept: 'text/event-stream' }),
  },
};

async function byPost(
  { url, token, procedure, input }: CallOptions,
  headers: Record<string, string> = {},
): Promise<RawAnswer> {
  return await read(
    await fetch(`${url}/trpc/${procedure}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
      body: JSON.stringify(input),
    }),
  );
}

async function byBatch(
  { url, token, procedure, input }: CallOptions,
  headers: Record<string, string> = {},
): Promise<RawAnswer> {
  return await read(
    await fetch(`${url}/trpc/${procedure}?batch=1`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ 0: input }),
    }),
  );
}

async function byGet({ url, token, procedure, input }: CallOptions): Promise<RawAnswer> {
  const query = encodeURIComponent(JSON.stringify(input));
  return await read(
    await fetch(`${url}/trpc/${procedure}?input=${query}`, {
      headers: { authorization: `Bearer ${token}` },
    }),
  );
}

async function read(answer: Response): Promise<RawAnswer> {
  const headers = Object.fromEntries(answer.headers);
  for (const name of ['date', 'x-request-id']) delete headers[name];
  return { status: answer.status, headers, body: await answer.text() };
}
