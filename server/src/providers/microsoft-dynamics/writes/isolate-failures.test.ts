import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Isolation, isolateFailures } from './isolate-failures.ts';

type Server = {
  /** Items that make every request fail that they are in. */
  failing?: ReadonlySet<number>;
  down?: boolean;
  /** Requests without an item are answered, and all others fail. */
  writesNothing?: boolean;
  /** The first requests fail, whatever is in them. */
  failsFirst?: number;
  /** The first requests with items fail, while those without are answered. */
  writesNothingFirst?: number;
  /** After this number of requests the time is over. */
  requestsInTime?: number;
};

async function run(candidates: readonly number[], server: Server) {
  const { failing = new Set(), down = false, writesNothing = false } = server;
  const { failsFirst = 0, writesNothingFirst = 0, requestsInTime = Number.POSITIVE_INFINITY } = server;
  const arrived = new Set<number>();
  let requests = 0;
  let writes = 0;
  const request = (): boolean => {
    requests += 1;
    return !down && requests > failsFirst;
  };
  const write = (group: readonly number[]): boolean => {
    writes += 1;
    const isAnswered = request() && !writesNothing && writes > writesNothingFirst;
    return isAnswered && !group.some((item) => failing.has(item));
  };
  const isolation: Isolation<number> = await isolateFailures(
    candidates,
    {
      send: async (group) => {
        const isWritten = write(group);
        if (isWritten) for (const item of group) arrived.add(item);
        return { failed: isWritten ? [] : group, arrived: isWritten, stopped: false };
      },
      isWritingAnswered: async () => request(),
      isCreatingAnswered: async () => write([]),
      hasTime: () => requests < requestsInTime,
    },
    false,
  );
  return { isolation, arrived, requests };
}

function upTo(size: number): number[] {
  return [...Array(size).keys()];
}

/** Again and again with those that are left, as the drain does it. */
async function runToTheEnd(size: number, failing: ReadonlySet<number>) {
  const arrived = new Set<number>();
  const found = new Set<number>();
  let calls = 0;
  for (let left = upTo(size); left.length > 0; calls += 1) {
    const step = await run(left, { failing });
    if (step.isolation.kind === 'TRANSIENT') throw new Error('no failing item was found');
    for (const item of step.isolation.items) found.add(item);
    for (const item of step.arrived) arrived.add(item);
    left = left.filter((item) => !found.has(item) && !arrived.has(item));
  }
  return { arrived, found, calls };
}

describe('items that make a request fail are found by halving', () => {
  test('exactly the failing ones are found, however many, and all others arrive', async () => {
    const cases = fc
      .integer({ min: 1, max: 120 })
      .chain((size) => fc.record({ size: fc.constant(size), failing: fc.subarray(upTo(size)) }));
    await fc.assert(
      fc.asyncProperty(cases, async ({ size, failing }) => {
        const { arrived, found, calls } = await runToTheEnd(size, new Set(failing));
        expect(found).toEqual(new Set(failing));
        expect(arrived).toEqual(new Set(upTo(size).filter((item) => !failing.includes(item))));
        expect(calls).toBeLessThanOrEqual(1 + Math.ceil(failing.length / 20));
      }),
    );
  });

  test('one among a hundred costs two requests for each halving, and three to be sure', async () => {
    expect((await run(upTo(100), { failing: new Set([42]) })).requests).toBeLessThanOrEqual(17);
  });

  test('a single one is failing if a request without it is answered', async () => {
    const { isolation } = await run([0], { failing: new Set([0]) });
    expect(isolation).toEqual({ kind: 'FAILING_ITEMS', items: [0], isComplete: true });
  });

  test('where everything fails it is the server, and that shows after a few requests', async () => {
    const { isolation, requests } = await run(upTo(250), { down: true });
    expect(isolation).toEqual({ kind: 'TRANSIENT' });
    expect(requests).toBeLessThanOrEqual(17);
  });

  test('where requests are answered and yet nothing is written, it is the server', async () => {
    for (const size of [3, 20, 250]) {
      const { isolation, requests } = await run(upTo(size), { writesNothing: true });
      expect(isolation).toEqual({ kind: 'TRANSIENT' });
      expect(requests).toBeLessThanOrEqual(30);
    }
  });

  test('a server that writes nothing for a while makes no item failing that arrives later', async () => {
    for (let writesNothingFirst = 1; writesNothingFirst <= 60; writesNothingFirst += 1) {
      const { isolation } = await run(upTo(40), { writesNothingFirst });
      const found = isolation.kind === 'FAILING_ITEMS' ? isolation.items : [];
      expect(found.length).toBeLessThanOrEqual(2);
    }
  });

  test('items that arrive in the end are not failing because the server failed first', async () => {
    for (const failsFirst of [1, 2, 3]) {
      const { isolation, arrived } = await run(upTo(4), { failsFirst });
      expect(isolation).toEqual({ kind: 'FAILING_ITEMS', items: [], isComplete: true });
      expect(arrived.size).toBe(4);
    }
  });

  test.each([0, 3, 20])(
    'with time for %d requests it still finds an item, and then ends',
    async (requestsInTime) => {
      const { isolation, requests } = await run(upTo(1_000), {
        failing: new Set(upTo(1_000)),
        requestsInTime,
      });
      expect(isolation).toEqual({ kind: 'FAILING_ITEMS', items: [0], isComplete: false });
      expect(requests).toBeLessThan(30);
    },
  );

  test('without time, a server that writes nothing makes no item failing', async () => {
    const { isolation } = await run(upTo(20), { writesNothing: true, requestsInTime: 0 });
    expect(isolation).toEqual({ kind: 'TRANSIENT' });
  });

  test('where items arrive, it ends when the time is over', async () => {
    const { isolation, requests, arrived } = await run(upTo(1_000), {
      failing: new Set([999]),
      requestsInTime: 3,
    });
    expect(isolation).toEqual({ kind: 'FAILING_ITEMS', items: [], isComplete: false });
    expect(arrived.size).toBe(750);
    expect(requests).toBe(4);
  });

  test.each([
    ['every second one', 2],
    ['all', 1],
  ])('one call finds a bounded number and does not take long: %s', async (_title, step) => {
    const failing = new Set(upTo(1_000).filter((index) => index % step === 0));
    const { isolation, requests } = await run(upTo(1_000), { failing });
    expect(isolation).toMatchObject({ kind: 'FAILING_ITEMS', isComplete: false });
    expect(isolation.kind === 'FAILING_ITEMS' && isolation.items).toHaveLength(20);
    expect(requests).toBeLessThan(200);
  });
});
