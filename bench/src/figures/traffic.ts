import type { LoggedRequest } from '@goodfunds/dataverse-emulator';

export type Traffic = {
  /** HTTP requests; a `$batch` is one. Token, WhoAmI and metadata requests are not counted. */
  readonly requests: number;
  /** Finds and writes, alone or in a `$batch`; a bulk action is one. */
  readonly operations: number;
};

export function traffic(log: readonly LoggedRequest[]): Traffic {
  const counted = log.filter(({ kind }) => COUNTED.has(kind));
  return {
    requests: counted.length,
    operations: counted.reduce((sum, { kind, parts }) => sum + (kind === 'batch' ? parts.length : 1), 0),
  };
}

const COUNTED: ReadonlySet<string> = new Set(['find', 'write', 'batch']);
