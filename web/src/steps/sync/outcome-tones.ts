import type { Outcome } from '@goodfunds/shared';
import type { Tone } from '../../ui/badge.tsx';

export const OUTCOME_TONES: Record<Outcome, Tone> = {
  CREATED: 'accent',
  UPDATED: 'accent',
  UNCHANGED: 'neutral',
  SKIPPED: 'warning',
  FAILED: 'danger',
};
