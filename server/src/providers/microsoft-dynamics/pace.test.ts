import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { INITIAL_PACE, nextPace, type Pace, type PaceEvent, shareOf } from './pace.ts';

const answered = (parts: number, durationMs: number, dopHint: number | null = null): PaceEvent => ({
  kind: 'ANSWERED',
  parts,
  durationMs,
  dopHint,
});

describe('the pace follows what the server can take', () => {
  test.each<[string, Pace, PaceEvent, Pace]>([
    [
      'a quick full batch makes the next ones bigger and more',
      { size: 100, parallel: 2 },
      answered(100, 2_000),
      { size: 150, parallel: 3 },
    ],
    [
      'but not beyond the bounds',
      { size: 240, parallel: 4 },
      answered(240, 2_000),
      { size: 250, parallel: 4 },
    ],
    [
      'a quick batch that was not full proves nothing',
      { size: 100, parallel: 4 },
      answered(20, 500),
      { size: 100, parallel: 4 },
    ],
    [
      'an ordinary one changes nothing',
      { size: 100, parallel: 4 },
      answered(100, 20_000),
      { size: 100, parallel: 4 },
    ],
    ['a slow one is halved', { size: 100, parallel: 4 }, answered(100, 60_000), { size: 50, parallel: 4 }],
    [
      'the server’s own hint is the ceiling',
      { size: 100, parallel: 4 },
      answered(100, 20_000, 2),
      { size: 100, parallel: 2 },
    ],
    ['overload halves both', { size: 100, parallel: 4 }, { kind: 'OVERLOADED' }, { size: 50, parallel: 2 }],
    ['down to the bounds', { size: 11, parallel: 1 }, { kind: 'OVERLOADED' }, { size: 10, parallel: 1 }],
  ])('%s', (_title, pace, event, next) => {
    expect(nextPace(pace, event)).toEqual(next);
  });

  test('it never leaves its bounds, whatever happens', () => {
    const event = fc.oneof(
      fc.constant<PaceEvent>({ kind: 'OVERLOADED' }),
      fc
        .tuple(fc.integer({ min: 1, max: 1_000 }), fc.nat(400_000), fc.option(fc.nat(100), { nil: null }))
        .map((args) => answered(...args)),
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), (events) => {
        const pace = events.reduce(nextPace, INITIAL_PACE);
        expect(pace.size).toBeGreaterThanOrEqual(10);
        expect(pace.size).toBeLessThanOrEqual(250);
        expect(pace.parallel).toBeGreaterThanOrEqual(1);
        expect(pace.parallel).toBeLessThanOrEqual(8);
      }),
    );
  });

  test('without a hint of the server it stays at four, with one it goes up to eight', () => {
    const grow = (dopHint: number | null) =>
      Array.from({ length: 10 }).reduce<Pace>(
        (pace) => nextPace(pace, answered(100, 20_000, dopHint)),
        INITIAL_PACE,
      );
    expect(grow(null).parallel).toBe(4);
    expect(grow(6).parallel).toBe(6);
    expect(grow(52).parallel).toBe(8);
  });
});

describe('the contacts of a call are shared out', () => {
  test.each([1, 2, 4, 8])('a thousand, %i batches at a time, are at most fourteen batches', (parallel) => {
    expect(Math.ceil(1_000 / shareOf(1_000, { size: 100, parallel }))).toBeLessThanOrEqual(14);
  });

  test.each([
    [1_000, { size: 150, parallel: 8 }, 125],
    [1_000, { size: 100, parallel: 4 }, 125],
    [1_000, { size: 100, parallel: 8 }, 125],
    [1_000, { size: 250, parallel: 1 }, 250],
    [400, { size: 100, parallel: 4 }, 100],
    [100, { size: 100, parallel: 4 }, 80],
    [30, { size: 10, parallel: 1 }, 10],
    [29, { size: 10, parallel: 2 }, 15],
  ])('%i at the pace %j: %i a batch', (contacts, pace, share) => {
    expect(shareOf(contacts, pace)).toBe(share);
  });
});
