import type { RunStatus } from '@goodfunds/shared';
import type { Tone } from '../../ui/badge.tsx';

export const RUN_TONES: Record<RunStatus, Tone> = {
  QUEUED: 'neutral',
  RUNNING: 'accent',
  PAUSED: 'warning',
  COMPLETED: 'accent',
  COMPLETED_WITH_ERRORS: 'danger',
  CANCELLED: 'neutral',
  FAILED: 'danger',
};
