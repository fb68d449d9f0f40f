import type { Metrics } from '../../runtime/metrics.ts';
import type { Egress } from './egress.ts';

/** The way out as it is, with the requests for tokens counted, which no provider sends by its own hand. */
export function measuredEgress(egress: Egress, metrics: Pick<Metrics, 'tokenRequest'>): Egress {
  return {
    refusal: (url, allowedHosts) => egress.refusal(url, allowedHosts),
    request: async (request) => {
      // Where OAuth 2.0 has its token endpoint, whoever runs it.
      if (!request.url.pathname.endsWith('/token')) return await egress.request(request);
      try {
        const answer = await egress.request(request);
        metrics.tokenRequest(answer.status);
        return answer;
      } catch (error) {
        metrics.tokenRequest(null);
        throw error;
      }
    },
  };
}
