import type { ClientId } from '../clients/client.ts';
import type { ResultCheck } from './check-result.ts';
import type { ThrottlingFigures } from './throttling.ts';
import type { Traffic } from './traffic.ts';

/** One client in one case. Times are simulated time. */
export type Measurement = ResultCheck &
  Traffic &
  ThrottlingFigures & {
    readonly caseId: string;
    readonly clientId: ClientId;
    readonly contacts: number;
    readonly durationMs: number;
    /** The least time the cost model allows, including waits for throttling. */
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
