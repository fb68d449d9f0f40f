import type { CrashPoint } from '../../../src/runtime/crash-points.ts';
import type { ClosableEgress } from '../../../src/security/egress/create-egress.ts';
import type { EgressRequest } from '../../../src/security/egress/egress.ts';

/** Steps of the store that a sync takes, or that start one; each is one transaction. */
const DURABLE_STEPS = [
  'updateIntegration',
  'acceptPush',
  'startRun',
  'decideReviews',
  'acquire',
  'renew',
  'begin',
  'expand',
  'claim',
  'commit',
  'suspend',
  'recordStatus',
  'release',
];
const REMOTE_STEPS: readonly RemoteStep[] = ['token', 'find', 'write'];

/** Before, just before the end of, and after each durable step; before and after each request. */
export const CRASH_POINTS: readonly string[] = [
  ...DURABLE_STEPS.flatMap((step) => [`before ${step}`, `inside ${step}`, `after ${step}`]),
  ...REMOTE_STEPS.flatMap((step) => [`before ${step}`, `after ${step}`]),
];

/** Adds a crash point before each request and one after its response. */
export function crashingEgress(egress: ClosableEgress, crashPoint: CrashPoint): ClosableEgress {
  return {
    ...egress,
    request: async (request) => {
      const step = remoteStep(request);
      crashPoint(`before ${step}`);
      const response = await egress.request(request);
      crashPoint(`after ${step}`);
      return response;
    },
  };
}

export type RemoteStep = 'token' | 'write' | 'find';

export function remoteStep({ url, body = '' }: EgressRequest): RemoteStep {
  if (url.pathname.endsWith('/token')) return 'token';
  return /^(PATCH|POST) /m.test(body) || url.pathname.endsWith('Multiple') ? 'write' : 'find';
}
