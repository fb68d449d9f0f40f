import { lookup } from 'node:dns/promises';
import { Agent } from 'undici';
import { blankEchoes } from './blank-echoes.ts';
import { type Egress, EgressError, type EgressResponse } from './egress.ts';
import { refuseUrl } from './egress-policy.ts';
import { publicLookup, type Resolve, type ResolvedAddress } from './public-lookup.ts';
import { sendRequest } from './send-request.ts';

export type ClosableEgress = Egress & {
  /** Waits for the requests in progress, then closes all connections. */
  close(): Promise<void>;
};

export type EgressOptions = {
  /** Exact origins that are allowed besides the allowed hosts, also with `http`, any port and any address. */
  devOrigins: readonly string[];
  /** Resolves host names; by default with the resolver of the operating system. */
  resolve?: Resolve;
};

/** Outbound HTTP/1.1 over kept-alive connections, one pool per origin. */
export function createEgress({ devOrigins, resolve = resolveBySystem }: EgressOptions): ClosableEgress {
  const exempt = new Set(devOrigins.map((origin) => new URL(origin).origin));
  const guarded = new Agent({ ...TRANSPORT, connect: { ...CONNECT, lookup: publicLookup(resolve) } });
  const unguarded = new Agent({ ...TRANSPORT, connect: CONNECT });

  const pending = new Set<Promise<EgressResponse>>();

  const refusal: Egress['refusal'] = (url, allowedHosts) => refuseUrl(url, allowedHosts, exempt);

  return {
    refusal,
    request: async (request) => {
      const reason = refusal(request.url, request.allowedHosts);
      if (reason) throw new EgressError(reason, { mayHaveArrived: false });
      const answer = sendRequest(exempt.has(request.url.origin) ? unguarded : guarded, request).then(
        (received) => blankEchoes(received, request.secrets ?? []),
      );
      pending.add(answer);
      return answer.finally(() => pending.delete(answer));
    },
    close: async () => {
      await Promise.allSettled(pending);
      // `destroy` also closes idle connections, for which `close` would wait.
      await Promise.all([guarded.destroy(), unguarded.destroy()]);
    },
  };
}

/** The time-out of the whole request replaces those of the transport. */
const TRANSPORT = { allowH2: false, headersTimeout: 0, bodyTimeout: 0 } as const;
const CONNECT = { timeout: 10_000 } as const;

async function resolveBySystem(hostname: string): Promise<ResolvedAddress[]> {
  const addresses = await lookup(hostname, { all: true, order: 'verbatim' });
  return addresses.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
}
