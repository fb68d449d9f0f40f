import { cpuMicrosPerContact, type GrowthFigures, halves } from './growth.ts';
import type { HostileFigures } from './hostile.ts';
import { contactsPerSecond, type Measurement, shareOfFloor } from './measurement.ts';
import { measurementOf, type Results } from './results.ts';
import { quantile, type TypingFigures, typingRatio } from './typing.ts';

export type Target = { readonly sentence: string; readonly reached: boolean; readonly figure: string };

/** The targets for our client, and whether these results meet them. */
export function targets(results: Results): Target[] {
  return [
    ...clientTargets(results),
    ...growthTargets(results.growth),
    ...typingTargets(results.typing),
    ...hostileTargets(results.hostile),
  ];
}

function clientTargets(results: Results): Target[] {
  const { measurements } = results;
  const mine = measurements.filter(({ clientId }) => clientId === 'ours');
  if (mine.length === 0) return [];
  const isFaulty = ({ caseId }: Measurement) =>
    results.cases.some(({ id, faulty }) => faulty && id === caseId);
  const throttledCases = mine.filter(({ throttled }) => throttled > 0);
  const quiet = mine.filter((measurement) => !isFaulty(measurement));
  const sum = (value: (measurement: Measurement) => number) =>
    mine.reduce((all, each) => all + value(each), 0);
  return [
    ...worst('at least 90 % of the floor without faults', quiet, results, shareOfFloor, 0.9),
    ...worst('at least 80 % of the floor under throttling', throttledCases, results, shareOfFloor, 0.8),
    ...worst('never behind (b)', mine, results, (each) => ratioTo('batched', each, results), 1),
    none(
      'rows lost',
      sum(({ lost }) => lost),
    ),
    none(
      'rows duplicated',
      sum(({ duplicated }) => duplicated),
    ),
    none(
      'needless writes',
      sum(({ needlessWrites }) => needlessWrites),
    ),
    none(
      'requests before Retry-After was over',
      sum(({ early }) => early),
    ),
    ...planning(mine),
  ];
}

/** If everything is equal, the sync only finds, reads, matches and compares. */
function planning(mine: readonly Measurement[]): Target[] {
  const equal = mine.find(({ caseId }) => caseId === 'all-equal');
  if (!equal) return [];
  const micros = (equal.cpuMs * 1_000) / equal.contacts;
  return [
    {
      sentence: 'planning under 100 µs per contact',
      reached: micros < 100,
      figure: `${micros.toFixed(0)} µs`,
    },
  ];
}

/** Contacts per second relative to the peer; null if the peer was not measured. */
export function ratioTo(
  peer: 'one-by-one' | 'batched',
  measurement: Measurement,
  results: Results,
): number | null {
  const other = measurementOf(results, measurement.caseId, peer);
  return other && contactsPerSecond(measurement) / contactsPerSecond(other);
}

function worst(
  sentence: string,
  measurements: readonly Measurement[],
  { cases }: Results,
  valueOf: (measurement: Measurement) => number | null,
  least: number,
): Target[] {
  const values = measurements.flatMap((measurement) => {
    const value = valueOf(measurement);
    const title = cases.find(({ id }) => id === measurement.caseId)?.title ?? measurement.caseId;
    return value === null ? [] : [{ value, title }];
  });
  if (values.length === 0) return [];
  const below = values.filter(({ value }) => value < least);
  const shown =
    below.length > 0 ? below : values.toSorted((left, right) => left.value - right.value).slice(0, 1);
  const figure = shown.map(({ value, title }) => `${title} ${(value * 100).toFixed(1)} %`).join(', ');
  return [{ sentence, reached: below.length === 0, figure }];
}

function none(sentence: string, count: number): Target {
  return { sentence: `no ${sentence}`, reached: count === 0, figure: String(count) };
}

function secondToFirstHalf(figures: GrowthFigures): number | null {
  const both = halves(figures);
  return both && both.secondMs / both.firstMs;
}

const MEGABYTE = 1_000_000;

function growthTargets(growth: readonly GrowthFigures[]): Target[] {
  const largest = growth.at(-1);
  if (!largest) return [];
  const peak = largest.peakBytes / MEGABYTE;
  const cpu = cpuMicrosPerContact(largest);
  const contacts = largest.contacts.toLocaleString('en');
  const flatness = secondToFirstHalf(largest);
  return [
    {
      sentence: 'memory of the service under 300 MB',
      reached: peak < 300,
      figure: `${peak.toFixed(0)} MB at ${contacts} contacts, ${(largest.baseBytes / MEGABYTE).toFixed(0)} MB before the first`,
    },
    {
      sentence: 'flat time per contact',
      reached: flatness !== null && flatness < 1.15,
      figure: flatness === null ? 'run too short' : `second half ${flatness.toFixed(2)} × first half`,
    },
    {
      sentence: 'all pushed contacts arrive once',
      reached: growth.every(({ contacts: all, arrived, rows }) => all === arrived && all === rows),
      figure: `${largest.rows.toLocaleString('en')} rows`,
    },
    {
      sentence: 'CPU time of the whole service',
      reached: true,
      figure: `${cpu.toFixed(0)} µs per contact`,
    },
  ];
}

function typingTargets(typing: readonly TypingFigures[]): Target[] {
  const ratio = typingRatio(typing);
  const [smallest, largest] = [typing.at(0), typing.at(-1)];
  if (ratio === null || !smallest || !largest) return [];
  const widths = `${largest.attributes.toLocaleString('en')} attributes to ${smallest.attributes}`;
  return [
    {
      sentence: 'typing as fast in a wide table',
      reached: ratio < 1.5,
      figure: `${ratio.toFixed(2)} ×, ${widths}`,
    },
    none('task over 50 ms while typing', largest.longTasks),
  ];
}

function hostileTargets(hostile: HostileFigures | null): Target[] {
  if (!hostile) return [];
  const { aloneMs, besideMs, longestDelayMs, peakBytes } = hostile;
  const [median = 0, mostly = 0] = [0.5, 0.95].map(
    (share) => quantile(besideMs, share) / quantile(aloneMs, share),
  );
  return [
    {
      sentence: 'pushes beside hostile CRMs within 3 × their time alone',
      reached: mostly <= 3,
      figure: `median ${median.toFixed(2)} ×, 95 % within ${mostly.toFixed(2)} ×`,
    },
    {
      sentence: 'memory of the service under 512 MB beside hostile CRMs',
      reached: peakBytes < 512 * MEGABYTE,
      figure: `${(peakBytes / MEGABYTE).toFixed(0)} MB, event loop late by ${longestDelayMs.toFixed(0)} ms at most`,
    },
  ];
}
