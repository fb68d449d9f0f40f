import type { ErrorCode, ErrorParams } from '@goodfunds/shared';
import { z } from 'zod';
import { NonRetryableIntegrationError } from '../crm/integration-error.ts';
import type { CrmProviderDefinition } from '../crm/provider-definition.ts';
import { UseCaseError } from '../runtime/use-case-error.ts';

/** Credentials by name, as a caller gives them and as they are stored; `null` means absent. */
export type CredentialValues = Readonly<Record<string, string | null>>;

/** Credentials that the provider's own schema has cleaned and taken. */
export type CheckedCredentials = {
  /** What the provider opens a connection with. */
  parsed: unknown;
  plain: Record<string, string | null>;
  secrets: Record<string, string>;
};

export type CredentialProblem = { code: ErrorCode; check: string; params: ErrorParams };

type Definition = Pick<CrmProviderDefinition, 'descriptor' | 'credentialsSchema' | 'credentialProblems'>;

/** Cleans and checks syntax only. A problem names the credential by its path in the input. */
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

/** Syntax, and what only the provider can see. Throws `UseCaseError` with the path of the credential to blame. */
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
    throw new UseCaseError(error.code, { path: pathOf(blamed(definition, error.code)), ...error.params });
  }
  return result.credentials;
}

/**
 * Stored credentials with everything that was given laid over them; a secret that was left out stays. A stored
 * secret may meet another address or tenant that way. That gives nothing away: it is only ever sent to the
 * authorities that the provider's code knows, never to an address that somebody typed in.
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

/** Every provider's credentials are text, so that they can be stored and shown by one form. */
const credentialRecordSchema = z.record(z.string(), z.string().nullish());

function namesOfKind(definition: Definition, kind: 'SECRET' | 'URL'): string[] {
  return definition.descriptor.credentialFields.flatMap((field) => (field.kind === kind ? [field.name] : []));
}

/** Which credential an objection of the provider is about. Addresses are all that syntax cannot judge so far. */
function blamed(definition: Definition, code: ErrorCode): string {
  const byCode = Object.entries(definition.credentialProblems ?? {}).find(
    ([, problem]) => problem.code === code,
  );
  return byCode?.[0] ?? namesOfKind(definition, 'URL')[0] ?? '';
}

function pathOf(name: string): string {
  return name === '' ? 'credentials' : `credentials.${name}`;
}
