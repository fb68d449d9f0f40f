import {
  type CrmField,
  type Integration,
  pickSyncRules,
  type RowStrategy,
  type Schedule,
  SYNC_RULES,
  type SyncRules,
  type UpdateStrategy,
} from '@goodfunds/shared';
import type { Draft, Stored } from './draft.ts';

/** The settings besides the credentials, which are saved together. */
export type Settings = SyncRules & { schedule: Schedule };

export const SETTINGS_PARTS: readonly (keyof Settings)[] = [...SYNC_RULES, 'schedule'];

/** In the order of the cards; the recommended one comes first. */
export const UPDATE_STRATEGIES: readonly UpdateStrategy[] = [
  'UPDATE_IF_SOURCE_CHANGED',
  'UPDATE_IF_CHANGED',
  'UPDATE_IF_EMPTY',
  'SKIP',
];

/** The strategies that one row can have. */
export function rowStrategies({ type }: Pick<CrmField, 'type'>): readonly RowStrategy[] {
  return type === 'BOOLEAN' ? ['UPDATE_IF_STRICTER', ...UPDATE_STRATEGIES] : UPDATE_STRATEGIES;
}

export const RECOMMENDED_STRATEGY: UpdateStrategy = 'UPDATE_IF_SOURCE_CHANGED';

export type SettingsDraft = Draft<Settings>;

export function storedSettings(integration: Integration): Stored<Settings> {
  return {
    version: integration.version,
    values: { ...pickSyncRules(integration), schedule: integration.schedule },
  };
}

/** The stored settings with the unsaved changes. */
export function draftedSettings({ changes }: SettingsDraft, integration: Integration): Settings {
  return { ...storedSettings(integration).values, ...changes };
}
