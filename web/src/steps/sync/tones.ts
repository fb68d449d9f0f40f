import type { Outcome, RunStatus } from '@goodfunds/shared';
import type { Tone } from '../../ui/badge.tsx';

export const OUTCOME_TONES: Record<Outcome, Tone> = {
  CREATED: 'accent',
  UPDATED: 'accent',
  UNCHANGED: 'neutral',
  SKIPPED: 'warning',
  FAILED: 'danger',
};

export const RUN_TONES: Record<RunStatus, Tone> = {
  QUEUED: 'neutral',
  RUNNING: 'accent',
  PAUSED: 'warning',
  COMPLETED: 'accent',
  COMPLETED_WITH_ERRORS: 'danger',
  CANCELLED: 'neutral',
  FAILED: 'danger',
};
