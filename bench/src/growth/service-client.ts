import { setTimeout } from 'node:timers/promises';

/** Calls the service as a backend does: plain JSON over HTTP. */
export type ServiceClient = {
  call<Output>(procedure: string, input: object): Promise<Output>;
};

export function connectService(url: string, token: string): ServiceClient {
  const call = async <Output>(procedure: string, input: object): Promise<Output> => {
    for (;;) {
      const response = await fetch(`${url}/trpc/${procedure}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify(input),
      });
      if (response.status === 429) {
        await response.arrayBuffer();
        await setTimeout(Number(response.headers.get('retry-after') ?? 1) * 1_000);
        continue;
      }
      const text = await response.text();
      if (!response.ok) throw new Error(`${procedure}: ${response.status} ${text.slice(0, 500)}`);
      return (JSON.parse(text) as { result: { data: Output } }).result.data;
    }
  };
  return { call };
}
