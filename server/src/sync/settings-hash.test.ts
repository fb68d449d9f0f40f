import { DEFAULT_SYNC_RULES, type SyncRules } from '@goodfunds/shared';
import { expect, test } from 'vitest';
import { hashJson, hashSettings } from './settings-hash.ts';

const rules: SyncRules = {
  mapping: { emailaddress1: { field: 'email' } },
  ...DEFAULT_SYNC_RULES,
  onRefusedValue: 'FAIL',
};

test('rules with the values of an upgrade have the hash of the version before', () => {
  const { mapping, strategy, onAmbiguousMatch, onDeletedInCrm } = rules;
  expect(hashSettings(rules)).toBe(hashJson([mapping, strategy, onAmbiguousMatch, onDeletedInCrm]));
});

test('every other value of a rule has another hash', () => {
  const changes = [
    {},
    { onEditConflict: 'CRM' },
    { onNameMismatch: 'CREATE' },
    { onNameMismatch: 'UPDATE' },
    { onNoEmail: 'CREATE' },
    { onRefusedValue: 'LEAVE_OUT' },
    { matchEmailAttributes: ['emailaddress1', 'emailaddress2'] },
    { onDeletedInCrm: 'RECREATE' },
  ] satisfies Partial<SyncRules>[];
  const hashes = changes.map((change) => hashSettings({ ...rules, ...change }));
  expect(new Set(hashes).size).toBe(changes.length);
});
