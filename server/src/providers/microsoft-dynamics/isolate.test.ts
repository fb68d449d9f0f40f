import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isolate, type Verdict } from './isolate.ts';

/** A server that refuses every request with a poisonous contact in it, for as many requests as it is up. */
async function run(
  size: number,
  poison: ReadonlySet<number>,
  options: { others?: boolean; down?: boolean } = {},
) {
  const arrived = new Set<number>();
  let requests = 0;
  const verdict: Verdict = await isolate([...Array(size).keys()], {
    send: async (suspects) => {
      requests += 1;
      if (options.down || suspects.some((suspect) => poison.has(suspect))) return [...suspects];
      for (const suspect of suspects) arrived.add(suspect);
      return [];
    },
    isStopped: () => false,
    hasAnyArrived: () => options.others === true || arrived.size > 0,
  });
  return { verdict, arrived, requests };
}

describe('whoever makes a request fail is found by halving', () => {
  test('the culprits are exactly the poisonous ones, and everybody else arrives', async () => {
    const cases = fc.integer({ min: 2, max: 120 }).chain((size) =>
      fc.record({
        size: fc.constant(size),
        poison: fc.uniqueArray(fc.nat(size - 1), { minLength: 1, maxLength: Math.min(5, size - 1) }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(cases, async ({ size, poison }) => {
        const { verdict, arrived } = await run(size, new Set(poison), { others: true });
        expect(verdict).toEqual({
          kind: 'CULPRITS',
          culprits: poison.toSorted((left, right) => left - right),
        });
        expect(arrived.size).toBe(size - poison.length);
      }),
    );
  });

  test('one among a hundred costs two requests a level', async () => {
    expect((await run(100, new Set([42]))).requests).toBeLessThanOrEqual(14);
  });

  test('where everything fails nobody is to blame, and that shows after a few requests', async () => {
    const { verdict, requests } = await run(250, new Set(), { down: true });
    expect(verdict).toEqual({ kind: 'MOMENT' });
    expect(requests).toBeLessThanOrEqual(16);
  });

  test('one contact alone is not to blame as long as nothing else got through', async () => {
    expect((await run(1, new Set([0]))).verdict).toEqual({ kind: 'MOMENT' });
    expect((await run(1, new Set([0]), { others: true })).verdict).toEqual({
      kind: 'CULPRITS',
      culprits: [0],
    });
  });

  test('far too many culprits are a server in trouble', async () => {
    const every = new Set([...Array(100).keys()].filter((index) => index % 2 === 0));
    expect((await run(100, every)).verdict).toEqual({ kind: 'MOMENT' });
  });
});
