import type { GrowthFigures, GrowthStep } from '../figures/growth.ts';
import type { Results } from '../figures/results.ts';
import { line, polyline, text } from './svg.ts';

/** Time and CPU time per contact, and memory, over the course of the largest run. */
export function growthChart(
  { growth }: Results,
  top: number,
): { readonly shapes: string[]; readonly bottom: number } {
  const largest = growth.at(-1);
  if (!largest || largest.steps.length < 2) return { shapes: [], bottom: top };
  const contacts = largest.contacts.toLocaleString('en');
  const heading = `The whole service up to ${contacts} contacts`;
  const shapes = [text(LEFT, top, heading, { 'font-size': 15, 'font-weight': 600 })];
  const panels = [
    { title: 'time per contact, ms', values: perContact(largest, ({ elapsedMs }) => elapsedMs) },
    { title: 'CPU time per contact, µs', values: perContact(largest, ({ cpuMs }) => cpuMs * 1_000) },
    { title: 'memory of the process, MB', values: largest.steps.map((step) => step.memoryBytes / 1_000_000) },
  ];
  panels.forEach(({ title, values }, index) => {
    shapes.push(...panel(title, values, contacts, LEFT + index * (WIDTH + GAP), top + 24));
  });
  return { shapes, bottom: top + 24 + HEIGHT + 40 };
}

const LEFT = 20;
const WIDTH = 240;
const HEIGHT = 110;
const GAP = 40;

/** Between consecutive samples, so that growth is visible. */
function perContact({ steps }: GrowthFigures, value: (step: GrowthStep) => number): number[] {
  return steps.map((step, index) => {
    const before = steps[index - 1];
    const contacts = step.contacts - (before?.contacts ?? 0);
    return contacts === 0 ? 0 : (value(step) - (before ? value(before) : 0)) / contacts;
  });
}

/** The axis starts at zero. */
function panel(title: string, values: readonly number[], contacts: string, x: number, y: number): string[] {
  const most = Math.max(...values) * 1.15;
  const base = y + 14 + HEIGHT;
  const points = values.map(
    (value, index) => [x + ((index + 1) / values.length) * WIDTH, base - (value / most) * HEIGHT] as const,
  );
  const last = points.at(-1) ?? ([x, base] as const);
  const value = values.at(-1) ?? 0;
  const small = { 'font-size': 11 } as const;
  return [
    text(x, y + 6, title),
    line(x, base, x + WIDTH, base, '#7d8ea3'),
    polyline(points, '#1f7a5c'),
    text(last[0], last[1] - 6, value.toFixed(value < 10 ? 1 : 0), { ...small, 'text-anchor': 'end' }),
    text(x, base + 15, '0', small),
    text(x + WIDTH, base + 15, contacts, { ...small, 'text-anchor': 'end' }),
  ];
}
