import type { RunCounts } from '@goodfunds/shared';
import { useEffect, useState } from 'react';
import { addSample, type Pace, paceOf, type Sample } from './pace.ts';
import { progressOf } from './run-view.ts';

/** How fast a run goes, from what this panel has seen of it. */
export function usePace(counts: RunCounts): Pace | null {
  const { done } = progressOf(counts);
  const [samples, setSamples] = useState<readonly Sample[]>([]);
  useEffect(() => setSamples((known) => addSample(known, { atMs: Date.now(), done })), [done]);
  return paceOf(samples, counts.pending);
}
