import type { Results } from '../figures/results.ts';
import { caseChart } from './case-chart.ts';
import { growthChart } from './growth-chart.ts';
import { svg, text } from './svg.ts';

/** The results as one picture. */
export function drawPicture(results: Results): string {
  const cases = caseChart(results, 34);
  const growth = growthChart(results, cases.bottom + 24);
  const { processor, cores, node } = results.machine;
  const day = results.measuredAt.slice(0, 10);
  const note = `Measured ${day} against the emulator with the cost model of bench/src/emulator/costs.ts; ${cores} cores, ${processor}, Node ${node}`;
  const bottom = growth.bottom + 8;
  return svg(860, bottom + 14, 'Writing contacts to Dataverse: ours, its peers and the floor', [
    ...cases.shapes,
    ...growth.shapes,
    text(20, bottom, note, { 'font-size': 10, fill: '#5a6675' }),
  ]);
}
