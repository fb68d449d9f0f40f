import type { Integration } from '@goodfunds/shared';
import type { CredentialField, CredentialValues } from './check-credentials.ts';
import { changedFields } from './credential-input.ts';
import { environmentAddress } from './environment-address.ts';

/** What saving would mean, besides other values. */
export type CredentialChange =
  | { kind: 'ENVIRONMENT'; before: string; after: string }
  | { kind: 'SIGN_IN' }
  | { kind: 'SECRET' };

/**
 * The most far-reaching thing that the typed values change about a stored integration: another environment, which
 * has links of its own; another account to sign in with; or only a new secret. `null` for a name or a day.
 */
export function credentialChange(
  fields: readonly CredentialField[],
  values: CredentialValues,
  stored: Integration['credentials'],
): CredentialChange | null {
  const changed = changedFields(fields, values, stored);
  for (const { kind, name } of changed) {
    if (kind !== 'URL') continue;
    const [before, after] = [hostOf(stored[name]), hostOf(values[name])];
    if (before !== null && after !== null) return { kind: 'ENVIRONMENT', before, after };
  }
  if (changed.some(({ kind }) => kind === 'TEXT')) return { kind: 'SIGN_IN' };
  return changed.some(({ kind }) => kind === 'SECRET') ? { kind: 'SECRET' } : null;
}

function hostOf(value: Integration['credentials'][string] | undefined): string | null {
  const origin = typeof value === 'string' ? environmentAddress(value) : null;
  return origin === null ? null : new URL(origin).host;
}
