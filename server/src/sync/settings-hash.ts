import { createHash } from 'node:crypto';
import type { SyncRules } from '@goodfunds/shared';

/** Identifies mapping, strategies and options. When it changes, every contact counts as changed. */
export function hashSettings({ mapping, strategy, onAmbiguousMatch, onDeletedInCrm }: SyncRules): string {
  return hashJson([mapping, strategy, onAmbiguousMatch, onDeletedInCrm]);
}

/** SHA-256 (base64url) of a JSON value, independent of the order of object keys. */
export function hashJson(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value, sortKeys)).digest('base64url');
}

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)));
}
