import type { ProviderDescriptor } from '@goodfunds/shared';
import { environmentAddress } from './environment-address.ts';

export type CredentialField = ProviderDescriptor['credentialFields'][number];
export type CredentialValues = Record<string, string>;

export type CredentialProblem =
  | 'REQUIRED'
  | 'NOT_GUID'
  | 'NOT_TENANT'
  | 'SAME_IDS'
  | 'SECRET_ID_PASTED'
  | 'URL_UNUSABLE'
  | 'BAD_DATE';

const GUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,63}$/i;

/**
 * What can be said about typed values before anything is sent. Only help: the server decides.
 *
 * @param isStored whether the server has a value for the field already, so that it may stay empty
 */
export function checkCredentials(
  fields: readonly CredentialField[],
  values: CredentialValues,
  isStored: (name: string) => boolean,
): Record<string, CredentialProblem> {
  const problems: Record<string, CredentialProblem> = {};
  for (const field of fields) {
    const value = withoutBlanks(values[field.name] ?? '');
    const problem =
      value === '' ? checkEmpty(field, isStored(field.name)) : checkFilled(field, value, values);
    if (problem) problems[field.name] = problem;
  }
  return problems;
}

/** As copying from a portal or a mail leaves them: blanks and invisible characters at the ends. */
export function withoutBlanks(value: string): string {
  return value.replace(/^[\s\p{Cf}\p{Cc}]+|[\s\p{Cf}\p{Cc}]+$/gu, '');
}

function checkEmpty(field: CredentialField, stored: boolean): CredentialProblem | null {
  return field.required && !(field.kind === 'SECRET' && stored) ? 'REQUIRED' : null;
}

function checkFilled(
  field: CredentialField,
  value: string,
  values: CredentialValues,
): CredentialProblem | null {
  switch (field.kind) {
    case 'SECRET':
      return GUID.test(value) ? 'SECRET_ID_PASTED' : null;
    case 'URL':
      return environmentAddress(value) === null ? 'URL_UNUSABLE' : null;
    case 'DATE':
      return Number.isNaN(Date.parse(value)) ? 'BAD_DATE' : null;
    case 'TEXT':
      return checkId(field.name, value, values);
  }
}

/** The two ids that Microsoft asks for; other providers' texts are theirs. */
function checkId(name: string, value: string, values: CredentialValues): CredentialProblem | null {
  if (name === 'tenantId') return GUID.test(value) || DOMAIN.test(value) ? null : 'NOT_TENANT';
  if (name !== 'clientId') return null;
  if (!GUID.test(value)) return 'NOT_GUID';
  const tenantId = withoutBlanks(values['tenantId'] ?? '');
  return tenantId.toLowerCase() === value.toLowerCase() ? 'SAME_IDS' : null;
}
