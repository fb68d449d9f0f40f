/** Calls a procedure as any language does: POST, JSON in, JSON out, a bearer token. */
export type HttpCall = (
  procedure: string,
  input?: unknown,
) => Promise<{ status: number; body: HttpResponseBody }>;

type HttpResponseBody = {
  result?: { data: unknown };
  error?: { message: string; data: { code: string; httpStatus: number; crm: Record<string, unknown> } };
};

export function httpClient(url: string, token: string): HttpCall {
  return async (procedure, input = {}) => {
    const response = await fetch(`${url}/trpc/${procedure}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(input),
    });
    return { status: response.status, body: (await response.json()) as HttpResponseBody };
  };
}

/** Opens the server-sent events of a run. */
export async function openProgress(
  url: string,
  token: string,
  input: { accountId?: number; runId: string },
): Promise<Response> {
  return await fetch(`${url}/trpc/sync.progress`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'text/event-stream',
      authorization: `Bearer ${token}`,
    },
    body: JSON.stringify(input),
  });
}

/** The data of a response that must be successful. */
export async function dataOf<T>(response: ReturnType<HttpCall>): Promise<T> {
  const { status, body } = await response;
  if (status !== 200 || !body.result) throw new Error(`${status} ${JSON.stringify(body).slice(0, 2_000)}`);
  return body.result.data as T;
}

/** Sends exactly this header and body. */
export async function postRaw(url: string, procedure: string, authorization?: string, body = '{}') {
  const response = await fetch(`${url}/trpc/${procedure}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(authorization !== undefined && { authorization }) },
    body,
  });
  return { procedure, status: response.status, text: await response.text() };
}
