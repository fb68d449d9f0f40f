import type { ClientId } from '../clients/client.ts';
import type { ThrottlingFigures } from './throttling.ts';
import type { Traffic } from './traffic.ts';
import type { Verdict } from './verdict.ts';

/** One client in one case. Times are model time. */
export type Measurement = Verdict &
  Traffic &
  ThrottlingFigures & {
    readonly caseId: string;
    readonly clientId: ClientId;
    readonly contacts: number;
    readonly durationMs: number;
    /** What the cost model allows at best, blocks that had to be waited for included. */
    readonly floorMs: number;
    /** Processor time of the client's process, for all contacts; real time. */
    readonly cpuMs: number;
  };

export function contactsPerSecond({ contacts, durationMs }: Measurement): number {
  return (contacts / durationMs) * 1_000;
}

export function shareOfFloor({ floorMs, durationMs }: Measurement): number {
  return floorMs / durationMs;
}
