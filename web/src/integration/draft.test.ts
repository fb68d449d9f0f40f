import { DEFAULT_SYNC_RULES, type Integration, NO_SCHEDULE } from '@goodfunds/shared';
import { describe, expect, test } from 'vitest';
import { changeDraft, conflictingParts, isDirty, rebaseDraft, versionToSave } from './draft.ts';
import {
  draftedSettings,
  SETTINGS_PARTS,
  type Settings,
  type SettingsDraft,
  storedSettings,
} from './settings.ts';

const integration: Integration = {
  id: 'i',
  provider: 'microsoft-dynamics',
  name: 'Dynamics',
  credentials: {},
  mapping: { emailaddress1: { field: 'email' }, firstname: { field: 'firstName' } },
  ...DEFAULT_SYNC_RULES,
  schedule: NO_SCHEDULE,
  enabled: false,
  status: { status: 'UNKNOWN', code: null, checkedAt: null },
  version: 3,
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  changedBy: null,
};

const EMPTY: SettingsDraft = { base: null, changes: {} };

const change = (draft: SettingsDraft, stored: Integration, settings: Partial<Settings>) =>
  changeDraft(SETTINGS_PARTS, draft, storedSettings(stored), settings);

describe('a draft', () => {
  test('shows its changes on top of the stored settings', () => {
    const draft = change(EMPTY, integration, { strategy: 'SKIP' });
    expect(draftedSettings(draft, integration)).toMatchObject({ strategy: 'SKIP', onDeletedInCrm: 'REPORT' });
  });

  test('is clean again once a change is reverted, in any order of keys', () => {
    const changed = change(EMPTY, integration, { mapping: {} });
    expect(isDirty(changed)).toBe(true);
    const mapping = { firstname: { field: 'firstName', strategy: null }, emailaddress1: { field: 'email' } };
    expect(isDirty(change(changed, integration, { mapping }))).toBe(false);
  });

  test('saves at the seen version when both changed the same part, otherwise at the latest', () => {
    const draft = change(EMPTY, integration, { strategy: 'SKIP' });
    const elsewhere: Integration = { ...integration, version: 4, onDeletedInCrm: 'RECREATE' };
    expect(versionToSave(SETTINGS_PARTS, draft, storedSettings(elsewhere))).toBe(4);
    const samePart: Integration = { ...integration, version: 4, strategy: 'UPDATE_IF_EMPTY' };
    const both = change(draft, samePart, { onDeletedInCrm: 'RECREATE' });
    expect(versionToSave(SETTINGS_PARTS, both, storedSettings(samePart))).toBe(3);
  });

  test('names only the parts that both changed differently', () => {
    const draft = change(EMPTY, integration, {
      strategy: 'SKIP',
      onDeletedInCrm: 'RECREATE',
      onAmbiguousMatch: 'OLDEST',
    });
    const newer: Integration = {
      ...integration,
      version: 4,
      strategy: 'UPDATE_IF_EMPTY',
      onAmbiguousMatch: 'OLDEST',
      mapping: {},
    };
    expect(conflictingParts(SETTINGS_PARTS, draft, storedSettings(newer))).toEqual(['strategy']);
  });

  test('applies the changes to the latest state', () => {
    const draft = change(EMPTY, integration, { strategy: 'SKIP' });
    const newer: Integration = { ...integration, version: 4, strategy: 'UPDATE_IF_EMPTY' };
    expect(rebaseDraft(SETTINGS_PARTS, draft, storedSettings(newer))).toMatchObject({
      base: { version: 4 },
      changes: { strategy: 'SKIP' },
    });
  });
});
