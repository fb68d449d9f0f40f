import type { UpdateStrategy } from './schemas/update-strategy.ts';

export const DEFAULT_UPDATE_STRATEGY: UpdateStrategy = 'UPDATE_IF_CHANGED';
