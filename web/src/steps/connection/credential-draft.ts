import type { Integration } from '@goodfunds/shared';
import { changeDraft, type Draft, type Stored } from '../../integration/draft.ts';
import type { CredentialParts } from '../../integration/drafts-context.tsx';
import type { CredentialField, CredentialValues } from './check-credentials.ts';

/** Unsaved input of the credentials form. Kept in memory only, including the secret. */
export type CredentialDraft = Draft<CredentialParts>;

/** The integration's name is one of the parts; no provider has a field of that name. */
export const NAME = 'name';

export function credentialParts(fields: readonly CredentialField[]): string[] {
  return [NAME, ...fields.map(({ name }) => name)];
}

export function storedParts(integration: Integration | null): Stored<CredentialParts> {
  if (!integration) return { version: 0, values: {} };
  const { version, name, credentials } = integration;
  return { version, values: { ...credentials, [NAME]: name } };
}

/** Adds input. An empty secret means the stored one, which is never shown. */
export function typeInto(
  fields: readonly CredentialField[],
  draft: CredentialDraft,
  stored: Stored<CredentialParts>,
  typed: CredentialValues,
): CredentialDraft {
  const base = draft.base ?? stored;
  const change = Object.entries(typed).map(([name, text]): [string, CredentialParts[string]] => [
    name,
    text === '' ? storedSecretOf(base.values[name]) : text,
  ]);
  return changeDraft(credentialParts(fields), draft, stored, Object.fromEntries(change));
}

/** The values in the form: the input over the stored values. Stored secrets are never shown. */
export function draftedValues(
  fields: readonly CredentialField[],
  { changes }: CredentialDraft,
  { values }: Stored<CredentialParts>,
): CredentialValues {
  const shown = { ...values, ...changes };
  return Object.fromEntries(credentialParts(fields).map((name) => [name, textOf(shown[name])]));
}

function storedSecretOf(value: CredentialParts[string] | undefined): CredentialParts[string] {
  return typeof value === 'object' ? value : null;
}

/** A stored value as text; empty for a secret. */
export function textOf(value: CredentialParts[string] | undefined): string {
  return typeof value === 'string' ? value : '';
}
