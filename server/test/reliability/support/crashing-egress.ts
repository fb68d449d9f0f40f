import type { CrashPoint } from '../../../src/runtime/crash-points.ts';
import type { ClosableEgress } from '../../../src/security/egress/create-egress.ts';
import type { EgressRequest } from '../../../src/security/egress/egress.ts';

/** A way out with a crash point before each request leaves and one after its answer is there. */
export function crashingEgress(egress: ClosableEgress, crashPoint: CrashPoint): ClosableEgress {
  return {
    ...egress,
    request: async (request) => {
      const kind = remoteStep(request);
      crashPoint(`before ${kind}`);
      const answer = await egress.request(request);
      crashPoint(`after ${kind}`);
      return answer;
    },
  };
}

export type RemoteStep = 'token' | 'write' | 'find';

export function remoteStep({ url, body = '' }: EgressRequest): RemoteStep {
  if (url.pathname.endsWith('/token')) return 'token';
  return /^(PATCH|POST) /m.test(body) || url.pathname.endsWith('Multiple') ? 'write' : 'find';
}
