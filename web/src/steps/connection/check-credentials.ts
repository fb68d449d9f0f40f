import type { ProviderDescriptor } from '@goodfunds/shared';
import { environmentAddress, pastedValue, withoutWrapping } from './environment-address.ts';

export type CredentialField = ProviderDescriptor['credentialFields'][number];
export type CredentialValues = Record<string, string>;

/** The key of the message in the texts of the credentials step. */
export type CredentialProblem =
  | 'required'
  | 'notGuid'
  | 'notTenant'
  | 'sameIds'
  | 'secretIdPasted'
  | 'urlUnusable'
  | 'badDate'
  | 'dateOutOfRange';

const GUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,63}$/i;

/**
 * Checks the input before anything is sent. This only helps the person; the server decides.
 *
 * @param isStored whether the server already has a value for the field, which can then stay empty
 */
export function checkCredentials(
  fields: readonly CredentialField[],
  values: CredentialValues,
  isStored: (name: string) => boolean,
): Record<string, CredentialProblem> {
  const problems: Record<string, CredentialProblem> = {};
  const earlier = new Set<string>();
  for (const field of fields) {
    const value = pastedValue(field, values[field.name] ?? '');
    const problem =
      value === '' ? checkEmpty(field, isStored(field.name)) : checkFilled(field, value, earlier);
    if (problem) problems[field.name] = problem;
    earlier.add(value.toLowerCase());
  }
  return problems;
}

function checkEmpty(field: CredentialField, stored: boolean): CredentialProblem | null {
  return field.required && !(field.kind === 'SECRET' && stored) ? 'required' : null;
}

function checkFilled(
  field: CredentialField,
  value: string,
  earlier: ReadonlySet<string>,
): CredentialProblem | null {
  switch (field.kind) {
    case 'URL':
      return environmentAddress(value) === null ? 'urlUnusable' : null;
    case 'DATE':
      return checkDay(value);
    case 'SECRET':
    case 'TEXT':
      return checkFormat(field, value, earlier);
  }
}

function checkDay(day: string): CredentialProblem | null {
  if (Number.isNaN(Date.parse(day))) return 'badDate';
  return isPlausibleExpiry(day) ? null : 'dateOutOfRange';
}

function checkFormat(
  { format }: CredentialField,
  value: string,
  earlier: ReadonlySet<string>,
): CredentialProblem | null {
  switch (format) {
    case 'GUID':
      if (!GUID.test(value)) return 'notGuid';
      // Two equal ids mean that one was copied twice; the later field shows the problem.
      return earlier.has(value.toLowerCase()) ? 'sameIds' : null;
    case 'GUID_OR_DOMAIN':
      return GUID.test(value) || DOMAIN.test(value) ? null : 'notTenant';
    case 'NO_GUID':
      return GUID.test(withoutWrapping(value)) ? 'secretIdPasted' : null;
    case undefined:
      return null;
  }
}

/** Plausible expiry dates. A year outside is a typo or is not typed completely yet. */
export const EXPIRY_RANGE = { first: '2000-01-01', last: '2100-12-31' } as const;

/** Whether a valid date is in the range; years have four digits. */
export function isPlausibleExpiry(day: string): boolean {
  return /^\d{4}-/.test(day) && day >= EXPIRY_RANGE.first && day <= EXPIRY_RANGE.last;
}
