/** Calls as any language makes them: POST, JSON in, JSON out, a bearer token. */
export type PlainCall = (
  procedure: string,
  input?: unknown,
) => Promise<{ status: number; body: PlainAnswer }>;

type PlainAnswer = {
  result?: { data: unknown };
  error?: { message: string; data: { code: string; httpStatus: number; crm: Record<string, unknown> } };
};

export function plainCaller(url: string, token: string): PlainCall {
  return async (procedure, input = {}) => {
    const answer = await fetch(`${url}/trpc/${procedure}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(input),
    });
    return { status: answer.status, body: (await answer.json()) as PlainAnswer };
  };
}

/** Opens the stream of server-sent events of a run. */
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

/** The data of an answer that has to be a good one. */
export async function dataOf<T>(answer: ReturnType<PlainCall>): Promise<T> {
  const { status, body } = await answer;
  if (status !== 200 || !body.result) throw new Error(`${status} ${JSON.stringify(body).slice(0, 2_000)}`);
  return body.result.data as T;
}
