import type { Integration, SecretView, TestConnectionInput } from '@goodfunds/shared';
import type { CredentialField, CredentialValues } from './check-credentials.ts';
import { environmentAddress } from './environment-address.ts';
import { pastedValue } from './pasted.ts';

type StoredCredentials = Integration['credentials'];

/** What is sent: cleaned, of an address its origin; an empty secret is left out, so that the stored one stays. */
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

/** Whether anything differs from what is stored that the CRM would notice; a date is only for us. */
export function needsTest(
  fields: readonly CredentialField[],
  values: CredentialValues,
  stored: StoredCredentials,
): boolean {
  return changedFields(fields, values, stored).some(({ kind }) => kind !== 'DATE');
}

/**
 * By which a test and what stands in the form are compared: two inputs with the same key are the same to the CRM.
 * The days are left out of it.
 */
export function testKey(fields: readonly CredentialField[], input: TestConnectionInput): string {
  if (!('credentials' in input)) return JSON.stringify(input);
  const isDay = (name: string) => fields.some((field) => field.name === name && field.kind === 'DATE');
  const credentials = Object.entries(input.credentials).filter(([name]) => !isDay(name));
  return JSON.stringify({ ...input, credentials });
}

export function changedFields(
  fields: readonly CredentialField[],
  values: CredentialValues,
  stored: StoredCredentials,
): CredentialField[] {
  const input = credentialInput(fields, values);
  return fields.filter(({ name, kind }) =>
    kind === 'SECRET' ? name in input : (input[name] ?? '') !== textOf(stored[name]),
  );
}

export function storedSecret(stored: StoredCredentials, name: string): SecretView | null {
  const value = stored[name];
  return typeof value === 'object' && value !== null && value.isSet ? value : null;
}

function textOf(value: StoredCredentials[string] | undefined): string {
  return typeof value === 'string' ? value : '';
}
