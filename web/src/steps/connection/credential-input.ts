import type { SecretView, TestConnectionInput } from '@goodfunds/shared';
import type { CredentialParts } from '../../integration/drafts-context.tsx';
import type { CredentialField, CredentialValues } from './check-credentials.ts';
import { textOf } from './credential-draft.ts';
import { environmentAddress, pastedValue } from './environment-address.ts';

/** The cleaned input, with addresses as origins. An empty secret is left out, which keeps the stored one. */
export function credentialInput(
  fields: readonly CredentialField[],
  values: CredentialValues,
): Record<string, string | null> {
  return Object.fromEntries(
    fields.flatMap((field): [string, string | null][] => {
      const { name, kind } = field;
      const value = pastedValue(field, values[name] ?? '');
      if (value === '') return kind === 'SECRET' ? [] : [[name, null]];
      return [[name, (kind === 'URL' && environmentAddress(value)) || value]];
    }),
  );
}

/** Whether a value that is sent to the CRM has changed; the expiry date is only for reminders. */
export function needsTest(
  fields: readonly CredentialField[],
  values: CredentialValues,
  stored: CredentialParts,
): boolean {
  return changedFields(fields, values, stored).some(({ kind }) => kind !== 'DATE');
}

/** Inputs with the same key are the same to the CRM; dates are left out. */
export function testKey(fields: readonly CredentialField[], input: TestConnectionInput): string {
  if (!('credentials' in input)) return JSON.stringify(input);
  const isDay = (name: string) => fields.some((field) => field.name === name && field.kind === 'DATE');
  const credentials = Object.entries(input.credentials).filter(([name]) => !isDay(name));
  return JSON.stringify({ ...input, credentials });
}

export function changedFields(
  fields: readonly CredentialField[],
  values: CredentialValues,
  stored: CredentialParts,
): CredentialField[] {
  const input = credentialInput(fields, values);
  return fields.filter(({ name, kind }) =>
    kind === 'SECRET' ? name in input : (input[name] ?? '') !== textOf(stored[name]),
  );
}

export function storedSecret(stored: CredentialParts, name: string): SecretView | null {
  const value = stored[name];
  return typeof value === 'object' && value !== null && value.isSet ? value : null;
}

/** The effect of saving changed credentials. */
export type CredentialChange =
  | { kind: 'ENVIRONMENT'; before: string; after: string }
  | { kind: 'SIGN_IN' }
  | { kind: 'SECRET' };

/**
 * The largest change that the input makes to a stored integration: another environment, which has its own links;
 * another sign-in; or only a new secret. `null` for a name or a date.
 */
export function credentialChange(
  fields: readonly CredentialField[],
  values: CredentialValues,
  stored: CredentialParts,
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

function hostOf(value: CredentialParts[string] | undefined): string | null {
  const origin = typeof value === 'string' ? environmentAddress(value) : null;
  return origin === null ? null : new URL(origin).host;
}
