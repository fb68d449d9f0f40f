import { createHash } from 'node:crypto';
import type { SyncRules } from '@goodfunds/shared';

/** Identifies mapping, strategies and options. When it changes, every contact counts as changed. */
export function hashSettings({
  mapping,
  strategy,
  onAmbiguousMatch,
  onDeletedInCrm,
  ...others
}: SyncRules): string {
  const rules = [mapping, strategy, onAmbiguousMatch, onDeletedInCrm];
  const changed = (Object.keys(MIGRATED_RULES) as (keyof typeof MIGRATED_RULES)[])
    .filter((rule) => hashJson(others[rule]) !== hashJson(MIGRATED_RULES[rule]))
    .map((rule) => [rule, others[rule]]);
  return hashJson(changed.length === 0 ? rules : [...rules, Object.fromEntries(changed)]);
}

/**
 * What later rules are for integrations that are older than the rule. The hash ignores these values, so that an upgrade
 * changes no contact.
 */
const MIGRATED_RULES: Omit<SyncRules, 'mapping' | 'strategy' | 'onAmbiguousMatch' | 'onDeletedInCrm'> = {
  onEditConflict: 'GOODFUNDS',
  onNameMismatch: 'REPORT',
  onNoEmail: 'REPORT',
  onRefusedValue: 'FAIL',
  matchEmailAttributes: ['emailaddress1'],
};

/** SHA-256 (base64url) of a JSON value, independent of the order of object keys. */
export function hashJson(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value, sortKeys)).digest('base64url');
}

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)));
}
