import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DynamicsApp, startDynamicsApp } from '../test/harness/app.ts';
import { dataOf } from '../test/harness/http-client.ts';

const ACCOUNT = 7;

describe('the metrics', () => {
  let app: DynamicsApp;
  beforeAll(async () => {
    app = await startDynamicsApp({ environment: { METRICS_PORT: '0' } });
  });
  afterAll(async () => await app[Symbol.asyncDispose]());

  const shown = async (): Promise<Map<string, number>> => {
    const text = await (await fetch(`${app.metricsUrl}/metrics`)).text();
    const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    return new Map(lines.map((line) => [line.replace(/ \S+$/, ''), Number(line.split(' ').at(-1))]));
  };

  it('count items, requests, tokens and throttle time of a sync that is throttled', async () => {
    await app.connect(ACCOUNT);
    app.emulator.addFaults({
      match: { url: '/\\$batch' },
      action: { type: 'throttle', limit: 'requests', retryAfter: 1 },
    });
    const contacts = [
      { id: 'c-1', email: 'anna@example.org', firstName: 'Anna' },
      { id: 'c-2', email: 'berta@example.org', firstName: 'Berta' },
      { id: 'c-3', email: 'no address' },
    ];
    await dataOf(app.asService('sync.push', { accountId: ACCOUNT, contacts }));
    const item = (outcome: string) => `goodfunds_crm_items_total{outcome="${outcome}"}`;
    await expect.poll(async () => (await shown()).get(item('CREATED')), { timeout: 30_000 }).toBe(2);
    const figures = await shown();
    expect(figures.get(item('FAILED'))).toBe(1);
    expect(figures.get('goodfunds_crm_token_requests_total{status="200"}')).toBeGreaterThanOrEqual(1);
    expect(figures.get('goodfunds_crm_throttle_seconds_total')).toBeGreaterThan(0.5);
    const names = [...figures.keys()];
    expect(names.some((name) => /crm_request_seconds_count\{.*status="429"/.test(name))).toBe(true);
    expect(names.some((name) => /crm_request_seconds_count\{.*status="200"/.test(name))).toBe(true);
    expect(figures.get('goodfunds_crm_http_request_seconds_count{procedure="sync.push",status="200"}')).toBe(
      1,
    );
  });

  it('report pending work and the Node process', async () => {
    await expect.poll(async () => (await shown()).get('goodfunds_crm_pending_items')).toBe(0);
    const figures = await shown();
    expect(figures.get('goodfunds_crm_queue_age_seconds')).toBe(0);
    expect(figures.has('nodejs_eventloop_lag_p99_seconds')).toBe(true);
    expect(figures.has('nodejs_eventloop_lag_max_seconds')).toBe(true);
    expect(figures.has('process_resident_memory_bytes')).toBe(true);
  });

  it('contain no account, host, address or text of a caller', async () => {
    await fetch(`${app.url}/trpc/made.up`);
    await fetch(`${app.url}/trpc/anna@example.org`);
    const text = await (await fetch(`${app.metricsUrl}/metrics`)).text();
    expect(text).toContain('procedure="OTHER"');
    for (const name of ['made.up', 'anna', 'example.org', '127.0.0.1', app.emulator.tenantId])
      expect(text).not.toContain(name);
  });

  it('are not at the public address, and nothing else is at their own', async () => {
    expect((await fetch(`${app.url}/metrics`)).status).toBe(404);
    for (const path of ['/', '/trpc/config.list', '/healthz', '/metrics/..'])
      expect((await fetch(`${app.metricsUrl}${path}`)).status).toBe(404);
    expect((await fetch(`${app.metricsUrl}/metrics`, { method: 'POST' })).status).toBe(404);
  });
});
