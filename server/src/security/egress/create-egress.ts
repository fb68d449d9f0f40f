import { lookup } from 'node:dns/promises';
import { Agent } from 'undici';
import { blankEchoes } from './blank-echoes.ts';
import { type Egress, EgressError, type EgressResponse } from './egress.ts';
import { refuseUrl } from './egress-policy.ts';
import { exchange } from './exchange.ts';
import { publicLookup, type Resolve, type ResolvedAddress } from './public-lookup.ts';

export type ClosableEgress = Egress & {
  /** Waits for the requests under way, then closes all connections. */
  close(): Promise<void>;
};

export type EgressOptions = {
  /** Exact origins that may be reached besides the allowed hosts: by `http` too, on any port, at any address. */
  devOrigins: readonly string[];
  /** Where names are looked up; the operating system's resolver unless told. */
  resolve?: Resolve;
};

/** The real way out: HTTP/1.1 over kept-alive connections, one pool per origin. */
export function createEgress({ devOrigins, resolve = resolveBySystem }: EgressOptions): ClosableEgress {
  const exempt = new Set(devOrigins.map((origin) => new URL(origin).origin));
  const guarded = new Agent({ ...TRANSPORT, connect: { ...CONNECT, lookup: publicLookup(resolve) } });
  const unguarded = new Agent({ ...TRANSPORT, connect: CONNECT });

  const underWay = new Set<Promise<EgressResponse>>();

  const refusal: Egress['refusal'] = (url, allowedHosts) => refuseUrl(url, allowedHosts, exempt);

  return {
    refusal,
    request: async (request) => {
      const reason = refusal(request.url, request.allowedHosts);
      if (reason) throw new EgressError(reason, { mayHaveArrived: false });
      const answer = exchange(exempt.has(request.url.origin) ? unguarded : guarded, request).then(
        (received) => blankEchoes(received, request.secrets ?? []),
      );
      underWay.add(answer);
      return answer.finally(() => underWay.delete(answer));
    },
    close: async () => {
      await Promise.allSettled(underWay);
      // Not their own close(): that would also wait for connections that nobody wants any more.
      await Promise.all([guarded.destroy(), unguarded.destroy()]);
    },
  };
}

/** Time is bounded for the exchange as a whole, so the transport's own limits on it are off. */
const TRANSPORT = { allowH2: false, headersTimeout: 0, bodyTimeout: 0 } as const;
const CONNECT = { timeout: 10_000 } as const;

async function resolveBySystem(hostname: string): Promise<ResolvedAddress[]> {
  const addresses = await lookup(hostname, { all: true, order: 'verbatim' });
  return addresses.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
}
