import type { Integration, UpdateStrategy } from '@goodfunds/shared';
import type { Draft, Stored } from './draft.ts';

/** The settings besides the credentials, which are saved together. */
export type Settings = Pick<Integration, 'mapping' | 'strategy' | 'onAmbiguousMatch' | 'onDeletedInCrm'>;

export const SETTINGS_PARTS = ['mapping', 'strategy', 'onAmbiguousMatch', 'onDeletedInCrm'] as const;

/** In the order of the cards; the recommended one comes first. */
export const UPDATE_STRATEGIES: readonly UpdateStrategy[] = ['UPDATE_IF_CHANGED', 'UPDATE_IF_EMPTY', 'SKIP'];

export type SettingsDraft = Draft<Settings>;

export function storedSettings(integration: Integration): Stored<Settings> {
  const { version, mapping, strategy, onAmbiguousMatch, onDeletedInCrm } = integration;
  return { version, values: { mapping, strategy, onAmbiguousMatch, onDeletedInCrm } };
}

/** The stored settings with the unsaved changes. */
export function draftedSettings({ changes }: SettingsDraft, integration: Integration): Settings {
  return { ...storedSettings(integration).values, ...changes };
}
