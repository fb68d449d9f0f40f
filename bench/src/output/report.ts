import { cpuMicrosPerContact, type GrowthFigures, halves } from '../figures/growth.ts';
import { contactsPerSecond, type Measurement, shareOfFloor } from '../figures/measurement.ts';
import type { Results } from '../figures/results.ts';
import { ratioTo, targets } from '../figures/targets.ts';
import { quantile } from '../figures/typing.ts';
import { formatTable, type Table } from './table.ts';

/** The results as text for the terminal. */
export function formatReport(results: Results): string {
  return reportTables(results).map(formatTable).join('\n\n');
}

/** The results as tables, without those that nothing was measured for. */
export function reportTables(results: Results): Table[] {
  return [caseTable, growthTable, typingTable, delayTable, hostileTable, targetTable]
    .map((tableOf) => tableOf(results))
    .filter(({ rows }) => rows.length > 0);
}

function caseTable(results: Results): Table {
  const rows = results.cases.flatMap(({ id, title }) =>
    results.measurements
      .filter(({ caseId }) => caseId === id)
      .map((measurement, index) => [index === 0 ? title : '', ...caseRow(measurement, results)]),
  );
  return { heading: CASE_HEADING, rows };
}

const CASE_HEADING = [
  'case',
  'client',
  'contacts',
  'per second',
  'of floor',
  '× (a)',
  '× (b)',
  'requests per contact',
  'operations per contact',
  'lost',
  'duplicated',
  'needless',
  '429s',
  'early',
  'beyond s',
  'CPU µs per contact',
];

function caseRow(measurement: Measurement, results: Results): string[] {
  const { contacts, requests, operations, cpuMs } = measurement;
  return [
    results.clients.find(({ id }) => id === measurement.clientId)?.title ?? measurement.clientId,
    contacts.toLocaleString('en'),
    ...(measurement.lost > 0 ? NO_SPEED : speed(measurement, results)),
    (requests / contacts).toFixed(4),
    (operations / contacts).toFixed(3),
    String(measurement.lost),
    String(measurement.duplicated),
    String(measurement.needlessWrites),
    String(measurement.throttled),
    String(measurement.early),
    (measurement.waitedBeyondMs / 1_000).toFixed(1),
    ((cpuMs * 1_000) / contacts).toFixed(0),
  ];
}

/** A client that loses rows has no comparable speed. */
const NO_SPEED = ['–', '–', '–', '–'];

function speed(measurement: Measurement, results: Results): string[] {
  return [
    contactsPerSecond(measurement).toFixed(1),
    percent(shareOfFloor(measurement)),
    times(ratioTo('one-by-one', measurement, results)),
    times(ratioTo('batched', measurement, results)),
  ];
}

function growthTable({ growth }: Results): Table {
  return {
    heading: [
      'contacts',
      'ms per contact',
      'first half',
      'second half',
      'CPU µs per contact',
      'MB before',
      'MB peak',
    ],
    rows: growth.map((figures) => [
      figures.contacts.toLocaleString('en'),
      (figures.durationMs / figures.contacts).toFixed(2),
      ...halvesOf(figures),
      cpuMicrosPerContact(figures).toFixed(0),
      megabytes(figures.baseBytes),
      megabytes(figures.peakBytes),
    ]),
  };
}

function typingTable({ typing }: Results): Table {
  return {
    heading: ['attributes', 'keys', 'ms per key', '95 % within', 'longest', 'ms to open', 'tasks over 50 ms'],
    rows: typing.map(({ attributes, keyMs, openMs, longTasks }) => [
      attributes.toLocaleString('en'),
      keyMs.length.toLocaleString('en'),
      ...[0.5, 0.95, 1].map((share) => quantile(keyMs, share).toFixed(1)),
      quantile(openMs, 0.5).toFixed(1),
      String(longTasks),
    ]),
  };
}

function delayTable({ delays }: Results): Table {
  return {
    heading: ['operation', 'longest delay in ms', '× the fixed work'],
    rows: delays.map(({ operation, longestMs, workMs }) => [
      operation,
      longestMs.toFixed(0),
      (longestMs / workMs).toFixed(1),
    ]),
  };
}

function hostileTable({ hostile }: Results): Table {
  const rows = hostile
    ? [pushRow('alone', hostile.aloneMs), pushRow('beside hostile CRMs', hostile.besideMs)]
    : [];
  return { heading: ['pushes', 'number', 'median ms', '95 % within', 'longest'], rows };
}

function pushRow(title: string, pushMs: readonly number[]): string[] {
  return [title, String(pushMs.length), ...[0.5, 0.95, 1].map((share) => quantile(pushMs, share).toFixed(0))];
}

function halvesOf(figures: GrowthFigures): [string, string] {
  const both = halves(figures);
  return both ? [both.firstMs.toFixed(2), both.secondMs.toFixed(2)] : ['–', '–'];
}

function targetTable(results: Results): Table {
  return {
    heading: ['target', '', 'measured'],
    rows: targets(results).map(({ sentence, reached, figure }) => [
      sentence,
      reached ? 'reached' : 'MISSED',
      figure,
    ]),
  };
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function times(ratio: number | null): string {
  return ratio === null ? '–' : ratio.toFixed(2);
}

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(0);
}
