import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isolate, type Verdict } from './isolate-failures.ts';

type Server = {
  /** Contacts that make every request fail that they are in. */
  poison?: ReadonlySet<number>;
  down?: boolean;
  /** Requests with nobody in them are answered, and whoever is in one makes it fail. */
  writesNobody?: boolean;
  /** So many requests fail, whoever is in them. */
  stumbles?: number;
  /** So many requests with somebody in them fail, while those with nobody are answered. */
  writesNobodyFor?: number;
};

async function run(suspects: readonly number[], server: Server) {
  const {
    poison = new Set(),
    down = false,
    writesNobody = false,
    stumbles = 0,
    writesNobodyFor = 0,
  } = server;
  const arrived = new Set<number>();
  let requests = 0;
  let writes = 0;
  const request = (): boolean => {
    requests += 1;
    return !down && requests > stumbles;
  };
  const write = (group: readonly number[]): boolean => {
    writes += 1;
    return (
      request() && !writesNobody && writes > writesNobodyFor && !group.some((suspect) => poison.has(suspect))
    );
  };
  const verdict: Verdict = await isolate(suspects, {
    send: async (group) => {
      if (!write(group)) return [...group];
      for (const suspect of group) arrived.add(suspect);
      return [];
    },
    isStopped: () => false,
    hasAnyArrived: () => arrived.size > 0,
    isAnswered: async () => request(),
    isGoodOneWritten: async () => write([]),
  });
  return { verdict, arrived, requests };
}

function upTo(size: number): number[] {
  return [...Array(size).keys()];
}

/** Again and again with whoever is left, as the drain does it. */
async function runToTheEnd(size: number, poison: ReadonlySet<number>) {
  const arrived = new Set<number>();
  const culprits = new Set<number>();
  let calls = 0;
  for (let left = upTo(size); left.length > 0; calls += 1) {
    const step = await run(left, { poison });
    if (step.verdict.kind === 'MOMENT') throw new Error('nobody was found');
    for (const culprit of step.verdict.culprits) culprits.add(culprit);
    for (const each of step.arrived) arrived.add(each);
    left = left.filter((each) => !culprits.has(each) && !arrived.has(each));
  }
  return { arrived, culprits, calls };
}

describe('whoever makes a request fail is found by halving', () => {
  test('the culprits are exactly the poisonous ones, however many, and everybody else arrives', async () => {
    const cases = fc
      .integer({ min: 1, max: 120 })
      .chain((size) => fc.record({ size: fc.constant(size), poison: fc.subarray(upTo(size)) }));
    await fc.assert(
      fc.asyncProperty(cases, async ({ size, poison }) => {
        const { arrived, culprits, calls } = await runToTheEnd(size, new Set(poison));
        expect(culprits).toEqual(new Set(poison));
        expect(arrived).toEqual(new Set(upTo(size).filter((each) => !poison.includes(each))));
        expect(calls).toBeLessThanOrEqual(1 + Math.ceil(poison.length / 20));
      }),
    );
  });

  test('one among a hundred costs two requests a level, and three to be sure', async () => {
    expect((await run(upTo(100), { poison: new Set([42]) })).requests).toBeLessThanOrEqual(17);
  });

  test('one alone is to blame if a request without it is answered', async () => {
    const { verdict } = await run([0], { poison: new Set([0]) });
    expect(verdict).toEqual({ kind: 'CULPRITS', culprits: [0], isComplete: true });
  });

  test('where everything fails nobody is to blame, and that shows after a few requests', async () => {
    const { verdict, requests } = await run(upTo(250), { down: true });
    expect(verdict).toEqual({ kind: 'MOMENT' });
    expect(requests).toBeLessThanOrEqual(17);
  });

  test('where requests are answered and yet nobody is written, nobody is to blame', async () => {
    for (const size of [3, 20, 250]) {
      const { verdict, requests } = await run(upTo(size), { writesNobody: true });
      expect(verdict).toEqual({ kind: 'MOMENT' });
      expect(requests).toBeLessThanOrEqual(30);
    }
  });

  test('a server that writes nobody for a while has nobody blamed who arrives later', async () => {
    for (let writesNobodyFor = 1; writesNobodyFor <= 60; writesNobodyFor += 1) {
      const { verdict } = await run(upTo(40), { writesNobodyFor });
      const blamed = verdict.kind === 'CULPRITS' ? verdict.culprits : [];
      expect(blamed.length).toBeLessThanOrEqual(2);
    }
  });

  test('whoever arrives in the end is not to blame for a server that stumbled', async () => {
    for (const stumbles of [1, 2, 3]) {
      const { verdict, arrived } = await run(upTo(4), { stumbles });
      expect(verdict).toEqual({ kind: 'CULPRITS', culprits: [], isComplete: true });
      expect(arrived.size).toBe(4);
    }
  });

  test.each([
    ['every second one', 2],
    ['everyone', 1],
  ])('one call finds so many and no more, and does not take long: %s', async (_title, step) => {
    const poison = new Set(upTo(1_000).filter((index) => index % step === 0));
    const { verdict, requests } = await run(upTo(1_000), { poison });
    expect(verdict).toMatchObject({ kind: 'CULPRITS', isComplete: false });
    expect(verdict.kind === 'CULPRITS' && verdict.culprits).toHaveLength(20);
    expect(requests).toBeLessThan(200);
  });
});
