import type { RunStatus } from './schemas/sync.ts';

export const OPEN_RUN_STATUSES = ['QUEUED', 'RUNNING', 'PAUSED'] as const satisfies readonly RunStatus[];
