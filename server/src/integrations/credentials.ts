import type { ErrorCode, ErrorParams } from '@goodfunds/shared';
import { z } from 'zod';
import { NonRetryableIntegrationError } from '../crm/integration-error.ts';
import type { CrmProviderDefinition } from '../crm/provider-definition.ts';
import { UseCaseError } from '../runtime/use-case-error.ts';

/** Credentials by name, as given and as stored; `null` means absent. */
export type CredentialValues = Readonly<Record<string, string | null>>;

/** Credentials after validation by the provider's schema. */
export type CheckedCredentials = {
  /** The input of the provider's `open`. */
  parsed: unknown;
  plain: Record<string, string | null>;
  secrets: Record<string, string>;
};

export type CredentialProblem = { code: ErrorCode; check: string; params: ErrorParams };

type Definition = Pick<CrmProviderDefinition, 'descriptor' | 'credentialsSchema' | 'credentialProblems'>;

/** Normalises the credentials and checks their syntax. A problem has the path of the credential in the input. */
export function parseCredentials(
  definition: Definition,
  given: CredentialValues,
): { kind: 'CHECKED'; credentials: CheckedCredentials } | { kind: 'PROBLEM'; problem: CredentialProblem } {
  const present = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null));
  const result = definition.credentialsSchema.safeParse(present);
  if (result.success) return { kind: 'CHECKED', credentials: split(definition, result.data) };
  const [issue] = result.error.issues;
  const name = String(issue?.path[0] ?? '');
  const { code, check } = definition.credentialProblems?.[name] ?? {
    code: 'BAD_REQUEST',
    check: 'CREDENTIALS',
  };
  const params = { path: pathOf(name), message: issue?.message ?? 'is not valid' };
  return { kind: 'PROBLEM', problem: { code, check, params } };
}

/** Also runs the provider's own check. Throws `UseCaseError` with the path of the invalid credential. */
export function requireCredentials(
  definition: CrmProviderDefinition,
  given: CredentialValues,
): CheckedCredentials {
  const result = parseCredentials(definition, given);
  if (result.kind === 'PROBLEM') throw new UseCaseError(result.problem.code, result.problem.params);
  try {
    definition.checkCredentials(result.credentials.parsed);
  } catch (error) {
    if (!(error instanceof NonRetryableIntegrationError)) throw error;
    throw new UseCaseError(error.code, {
      path: pathOf(invalidCredential(definition, error.code)),
      ...error.params,
    });
  }
  return result.credentials;
}

/**
 * Overwrites stored credentials with the given ones and keeps a secret that is not given. A stored secret can so be
 * combined with another address or tenant. That is safe: it is sent only to the authorities in the provider's code,
 * never to an address that a user enters.
 */
export function mergeCredentials(
  definition: Definition,
  stored: Pick<CheckedCredentials, 'plain' | 'secrets'>,
  given: CredentialValues,
): CredentialValues {
  const secretNames = namesOfKind(definition, 'SECRET');
  const changes = Object.entries(given).filter(
    ([name, value]) => value !== null || !secretNames.includes(name),
  );
  return { ...stored.plain, ...stored.secrets, ...Object.fromEntries(changes) };
}

function split(definition: Definition, parsed: unknown): CheckedCredentials {
  const secretNames = new Set(namesOfKind(definition, 'SECRET'));
  const entries = Object.entries(credentialRecordSchema.parse(parsed)).map(
    ([name, value]): [string, string | null] => [name, value ?? null],
  );
  return {
    parsed,
    plain: Object.fromEntries(entries.filter(([name]) => !secretNames.has(name))),
    secrets: Object.fromEntries(
      entries.flatMap(([name, value]) => (secretNames.has(name) && value !== null ? [[name, value]] : [])),
    ),
  };
}

/** The credentials of every provider are text, so that one form can display them. */
const credentialRecordSchema = z.record(z.string(), z.string().nullish());

function namesOfKind(definition: Definition, kind: 'SECRET' | 'URL'): string[] {
  return definition.descriptor.credentialFields.flatMap((field) => (field.kind === kind ? [field.name] : []));
}

/** The credential that a failed check of the provider concerns: by its code, else the address. */
function invalidCredential(definition: Definition, code: ErrorCode): string {
  const byCode = Object.entries(definition.credentialProblems ?? {}).find(
    ([, problem]) => problem.code === code,
  );
  return byCode?.[0] ?? namesOfKind(definition, 'URL')[0] ?? '';
}

function pathOf(name: string): string {
  return name === '' ? 'credentials' : `credentials.${name}`;
}
