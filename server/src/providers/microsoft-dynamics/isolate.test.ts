import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isolate, type Verdict } from './isolate.ts';

type Server = {
  /** Contacts that make every request fail that they are in. */
  poison?: ReadonlySet<number>;
  down?: boolean;
  /** So many requests fail, whoever is in them. */
  stumbles?: number;
};

async function run(size: number, { poison = new Set(), down = false, stumbles = 0 }: Server) {
  const arrived = new Set<number>();
  let requests = 0;
  const request = (suspects: readonly number[]): boolean => {
    requests += 1;
    return !down && requests > stumbles && !suspects.some((suspect) => poison.has(suspect));
  };
  const verdict: Verdict = await isolate([...Array(size).keys()], {
    send: async (suspects) => {
      if (!request(suspects)) return [...suspects];
      for (const suspect of suspects) arrived.add(suspect);
      return [];
    },
    isStopped: () => false,
    hasAnyArrived: () => arrived.size > 0,
    isAnswered: async () => request([]),
  });
  return { verdict, arrived, requests };
}

describe('whoever makes a request fail is found by halving', () => {
  test('the culprits are exactly the poisonous ones, and everybody else arrives', async () => {
    const cases = fc.integer({ min: 4, max: 120 }).chain((size) =>
      fc.record({
        size: fc.constant(size),
        poison: fc.uniqueArray(fc.nat(size - 1), { minLength: 1, maxLength: 2 }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(cases, async ({ size, poison }) => {
        const { verdict, arrived } = await run(size, { poison: new Set(poison) });
        expect(verdict).toEqual({
          kind: 'CULPRITS',
          culprits: poison.toSorted((left, right) => left - right),
        });
        expect(arrived.size).toBe(size - poison.length);
      }),
    );
  });

  test('one among a hundred costs two requests a level, and three to be sure', async () => {
    expect((await run(100, { poison: new Set([42]) })).requests).toBeLessThanOrEqual(17);
  });

  test('one alone is to blame if a request without it is answered', async () => {
    expect((await run(1, { poison: new Set([0]) })).verdict).toEqual({ kind: 'CULPRITS', culprits: [0] });
  });

  test('where everything fails nobody is to blame, and that shows after a few requests', async () => {
    const { verdict, requests } = await run(250, { down: true });
    expect(verdict).toEqual({ kind: 'MOMENT' });
    expect(requests).toBeLessThanOrEqual(17);
  });

  test('whoever arrives in the end is not to blame for a server that stumbled', async () => {
    for (const stumbles of [1, 2, 3]) {
      const { verdict, arrived } = await run(4, { stumbles });
      expect(verdict).toEqual({ kind: 'CULPRITS', culprits: [] });
      expect(arrived.size).toBe(4);
    }
  });

  test.each([
    ['every second one', 2],
    ['everyone', 1],
  ])('far too many culprits are a server in trouble: %s', async (_title, step) => {
    const poison = new Set([...Array(100).keys()].filter((index) => index % step === 0));
    const { verdict, requests } = await run(100, { poison });
    expect(verdict).toEqual({ kind: 'MOMENT' });
    expect(requests).toBeLessThan(200);
  });
});
