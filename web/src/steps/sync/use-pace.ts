import type { RunCounts } from '@goodfunds/shared';
import { useEffect, useState } from 'react';
import { addSample, type Pace, paceOf, type Sample } from './pace.ts';
import { progressOf } from './run-view.ts';

/** How fast a run goes, from what this panel has seen of it. */
export function usePace(counts: RunCounts): Pace | null {
  const { done } = progressOf(counts);
  const [samples, setSamples] = useState<readonly Sample[]>([]);
  useEffect(() => {
    const sample = { atMs: Date.now(), done };
    // After the change itself has been drawn.
    const timer = setTimeout(() => setSamples((known) => addSample(known, sample)));
    return () => clearTimeout(timer);
  }, [done]);
  return paceOf(samples, counts.pending);
}
