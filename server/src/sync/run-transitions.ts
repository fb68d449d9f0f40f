import type { RunStatus } from '@goodfunds/shared';
import type { RunTransition } from '../store/context.ts';

/**
 * The states of a run and what leads from one to the next. An event that is not named for a status means nothing
 * there, so that a late or repeated one does no harm.
 */
export const runTransition: RunTransition = ({ status, started, failed }, event) => {
  const open = started ? 'RUNNING' : 'QUEUED';
  const finished = failed > 0 ? 'COMPLETED_WITH_ERRORS' : 'COMPLETED';
  const table: Record<RunStatus, Partial<Record<typeof event, RunStatus>>> = {
    QUEUED: { CLAIM: 'RUNNING', PAUSE: 'PAUSED', FINISH: finished, CANCEL: 'CANCELLED' },
    RUNNING: { CLAIM: 'RUNNING', PAUSE: 'PAUSED', FINISH: finished, CANCEL: 'CANCELLED' },
    PAUSED: { PAUSE: 'PAUSED', RESUME: open, FINISH: finished, CANCEL: 'CANCELLED' },
    COMPLETED: {},
    COMPLETED_WITH_ERRORS: {},
    CANCELLED: {},
    FAILED: {},
  };
  return table[status][event] ?? null;
};
