import type { ClientId } from '../clients/client.ts';
import type { DelayFigures } from './delays.ts';
import type { GrowthFigures } from './growth.ts';
import type { HostileFigures } from './hostile.ts';
import type { Measurement } from './measurement.ts';
import type { TypingFigures } from './typing.ts';

/** All results of a run, stored as JSON. */
export type Results = {
  readonly measuredAt: string;
  readonly machine: { readonly node: string; readonly cores: number; readonly processor: string };
  /** The cost model and limits that the figures depend on. */
  readonly costs: object;
  readonly limits: object;
  readonly cases: readonly {
    readonly id: string;
    readonly title: string;
    readonly factor: number;
    readonly faulty: boolean;
  }[];
  readonly clients: readonly {
    readonly id: ClientId;
    readonly title: string;
    readonly description: string;
  }[];
  readonly growthFactor: number;
  readonly measurements: readonly Measurement[];
  readonly growth: readonly GrowthFigures[];
  readonly typing: readonly TypingFigures[];
  readonly delays: readonly DelayFigures[];
  readonly hostile: HostileFigures | null;
};

export function measurementOf(results: Results, caseId: string, clientId: ClientId): Measurement | null {
  return results.measurements.find((each) => each.caseId === caseId && each.clientId === clientId) ?? null;
}
