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

/** The data of an answer that has to be a good one. */
export async function dataOf<T>(answer: ReturnType<PlainCall>): Promise<T> {
  const { status, body } = await answer;
  if (status !== 200 || !body.result) throw new Error(`${status} ${JSON.stringify(body).slice(0, 2_000)}`);
  return body.result.data as T;
}
