import type { UpdateStrategy } from '@goodfunds/shared';

/** In the order in which they are offered, the recommended one first. */
export const updateStrategies = [
  'UPDATE_IF_CHANGED',
  'UPDATE_IF_EMPTY',
  'SKIP',
] as const satisfies readonly UpdateStrategy[];
