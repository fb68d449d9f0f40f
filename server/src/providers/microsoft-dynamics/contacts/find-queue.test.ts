import { expect, test } from 'vitest';
import { RetryableIntegrationError } from '../../../crm/integration-error.ts';
import type { BatchAnswer, BatchRequest } from '../web-api/dataverse-client.ts';
import { createLanes } from '../web-api/request-limiter.ts';
import { createFindQueue, type FindTerms } from './find-queue.ts';

type Sent = { paths: string[]; terms: FindTerms; end: (error?: Error) => void };

/** A queue before a server that answers when it is told to, each query with its own path. */
function stageOf({ lanes = 4, queryMs = 50 } = {}) {
  const sent: Sent[] = [];
  const queue = createFindQueue({
    lanes: createLanes(() => lanes),
    parallel: () => lanes,
    queryMs: () => queryMs,
    openClient: (terms) => ({
      get: () => Promise.reject(new Error('finds are batches')),
      post: () => Promise.reject(new Error('finds are batches')),
      batch: (_operation, requests) =>
        new Promise<BatchAnswer[]>((resolve, reject) => {
          const paths = requests.flatMap((request) => ('path' in request ? [request.path] : []));
          sent.push({ paths, terms, end: (error) => (error ? reject(error) : resolve(paths.map(answerTo))) });
        }),
    }),
  });
  const sizes = () => sent.map(({ paths }) => paths.length);
  return { queue, sent, sizes, untilSent: (count: number) => expect.poll(() => sent.length).toBe(count) };
}

function answerTo(body: string): BatchAnswer {
  return { kind: 'ANSWERED', status: 200, headers: {}, body, requestId: null, repeated: false };
}

function queries(name: string, count: number): BatchRequest[] {
  return Array.from({ length: count }, (_, index) => ({ method: 'GET', path: `${name}/${index}` }));
}

function bodies(answers: readonly BatchAnswer[]): string[] {
  return answers.map((answer) => (answer.kind === 'ANSWERED' ? answer.body : 'LOST'));
}

const alone: FindTerms = { signal: undefined, canStart: undefined };

test('finds that wait together travel together, in smaller requests towards the end', async () => {
  const stage = stageOf();
  const finds = Array.from({ length: 20 }, (_, index) =>
    stage.queue.open(alone)(queries(`call-${index}`, 5)),
  );
  await stage.untilSent(5);
  expect(stage.sizes()).toEqual([25, 20, 15, 10, 10]);
  for (const request of stage.sent) request.end();
  await stage.untilSent(9);
  expect(stage.sizes().slice(5)).toEqual([5, 5, 5, 5]);
  for (const request of stage.sent) request.end();
  for (const [index, answers] of (await Promise.all(finds)).entries()) {
    expect(bodies(answers)).toEqual(queries(`call-${index}`, 5).map(({ path }) => path));
  }
});

test('a find that comes alone leaves at once', async () => {
  const stage = stageOf();
  const find = stage.queue.open(alone)(queries('only', 3));
  await stage.untilSent(1);
  stage.sent[0]?.end();
  expect(bodies(await find)).toEqual(['only/0', 'only/1', 'only/2']);
});

test('no request has more queries than a batch of finds may have, nor more than the server answers in time', async () => {
  const big = stageOf({ lanes: 1 });
  for (let call = 0; call < 10; call += 1) void big.queue.open(alone)(queries(`call-${call}`, 30));
  await big.untilSent(2);
  expect(big.sizes()).toEqual([30, 30]);
  const slow = stageOf({ lanes: 1, queryMs: 400 });
  for (let call = 0; call < 10; call += 1) void slow.queue.open(alone)(queries(`call-${call}`, 5));
  await slow.untilSent(2);
  expect(slow.sizes()).toEqual([10, 10]);
});

test('only finds of one drain travel together, and only as long as each of their calls may go on', async () => {
  const stage = stageOf({ lanes: 1 });
  const [drain, other] = [new AbortController().signal, new AbortController().signal];
  let mayGoOn = true;
  for (let call = 0; call < 4; call += 1) {
    void stage.queue.open({ signal: drain, canStart: () => call !== 1 || mayGoOn })(queries('drain', 1));
    void stage.queue.open({ signal: other, canStart: undefined })(queries('other', 1));
  }
  await stage.untilSent(2);
  expect(stage.sent.map(({ paths }) => paths)).toEqual([Array(4).fill('drain/0'), Array(4).fill('other/0')]);
  const terms = stage.sent[0]?.terms;
  expect(terms?.signal).toBe(drain);
  expect(terms?.canStart?.(1_000)).toBe(true);
  mayGoOn = false;
  expect(terms?.canStart?.(1_000)).toBe(false);
});

test('what takes too long together goes alone, and only alone it fails', async () => {
  const stage = stageOf({ lanes: 1 });
  const finds = ['a', 'b', 'c'].map((name) => stage.queue.open(alone)(queries(name, 1)));
  const settled = Promise.allSettled(finds);
  await stage.untilSent(1);
  const timedOut = new RetryableIntegrationError({ code: 'TIMED_OUT' });
  stage.sent[0]?.end(timedOut);
  await stage.untilSent(3);
  stage.sent[1]?.end(timedOut);
  stage.sent[2]?.end();
  await stage.untilSent(4);
  stage.sent[3]?.end();
  expect(stage.sent.map(({ paths }) => paths)).toEqual([['a/0', 'b/0', 'c/0'], ['a/0'], ['b/0'], ['c/0']]);
  expect((await settled).map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
});

test('whatever else fails, fails for all that travel together', async () => {
  const stage = stageOf({ lanes: 1 });
  const finds = ['a', 'b'].map((name) => stage.queue.open(alone)(queries(name, 1)));
  const settled = Promise.allSettled(finds);
  await stage.untilSent(1);
  for (const { end } of stage.sent) end(new RetryableIntegrationError({ code: 'THROTTLED' }));
  expect((await settled).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
});
