import type { ClientId } from '../clients/client.ts';
import { contactsPerSecond, type Measurement, shareOfFloor } from '../figures/measurement.ts';
import { measurementOf, type Results } from '../figures/results.ts';
import { line, rect, text } from './svg.ts';

/** A group of bars per case, a bar per client: its share of the floor. */
export function caseChart(
  results: Results,
  top: number,
): { readonly shapes: string[]; readonly bottom: number } {
  const shapes = [text(LEFT, top, 'Share of the floor, the least time the cost model allows', HEADING)];
  shapes.push(...legend(results, top + 22));
  const first = top + 44;
  const bottom = first + results.cases.length * GROUP;
  for (const percent of [0, 50, 100]) {
    const x = BARS + percent * PERCENT;
    shapes.push(line(x, first - 4, x, bottom - 6, percent === 100 ? '#1c2530' : '#d8dde3'));
    shapes.push(text(x, bottom + 8, `${percent} %`, { 'text-anchor': 'middle', 'font-size': 11 }));
  }
  results.cases.forEach(({ id, title }, index) => {
    const y = first + index * GROUP;
    shapes.push(text(BARS - 10, y + GROUP / 2, title, { 'text-anchor': 'end' }));
    results.clients.forEach((client, row) => {
      const measurement = measurementOf(results, id, client.id);
      if (measurement) shapes.push(...bar(measurement, y + row * BAR));
    });
  });
  return { shapes, bottom: bottom + 30 };
}

const HEADING = { 'font-size': 15, 'font-weight': 600 } as const;
const LEFT = 20;
const BARS = 180;
const PERCENT = 4;
const MOST_PERCENT = 130;
const BAR = 11;
const GROUP = 56;

const COLOURS: Record<ClientId, string> = {
  'one-by-one': '#c3cad3',
  batched: '#7d8ea3',
  bulk: '#c9b27a',
  ours: '#1f7a5c',
};

function legend({ clients }: Results, y: number): string[] {
  return clients.flatMap(({ id, title }, index) => {
    const x = LEFT + index * 150;
    return [rect(x, y - 9, 10, 10, COLOURS[id]), text(x + 15, y, title)];
  });
}

/** A client that loses rows has no comparable speed. */
function bar(measurement: Measurement, y: number): string[] {
  const { lost, duplicated, clientId } = measurement;
  const percent = Math.min(shareOfFloor(measurement) * 100, MOST_PERCENT);
  const damage = [
    lost > 0 ? `${lost.toLocaleString('en')} lost` : '',
    duplicated > 0 ? `${duplicated.toLocaleString('en')} doubled` : '',
  ].filter((part) => part !== '');
  const width = lost > 0 ? 0 : percent * PERCENT;
  const speed =
    lost > 0
      ? ''
      : `${contactsPerSecond(measurement).toFixed(contactsPerSecond(measurement) < 10 ? 1 : 0)}/s`;
  const label = [speed, ...damage].filter((part) => part !== '').join(', ');
  return [
    rect(BARS, y, width, BAR - 2, COLOURS[clientId]),
    text(BARS + width + 5, y + BAR - 3, label, {
      'font-size': 10,
      fill: damage.length > 0 ? '#b3261e' : '#1c2530',
    }),
  ];
}
