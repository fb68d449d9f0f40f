import type { RequestListener } from 'node:http';
import type { Metrics } from '../runtime/metrics.ts';

/** `GET /metrics` at an address of its own, so that the public one never shows it. */
export function metricsHandler(
  metrics: Pick<Metrics, 'render' | 'contentType'>,
  onError: (error: unknown) => void,
): RequestListener {
  return (request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') {
      response.writeHead(404).end();
      return;
    }
    metrics.render().then(
      (text) => {
        response.writeHead(200, { 'content-type': metrics.contentType, 'cache-control': 'no-store' });
        response.end(text);
      },
      (error: unknown) => {
        onError(error);
        response.writeHead(500).end();
      },
    );
  };
}
