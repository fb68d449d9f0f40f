import type { Integration, ProviderDescriptor, TestConnectionInput } from '@goodfunds/shared';
import { useState } from 'react';
import { type CredentialProblem, checkCredentials } from './check-credentials.ts';
import { changedFields, credentialInput, formValues, needsTest, storedSecret } from './credential-input.ts';

/** The state of the credentials form, for a new integration or a stored one. */
export function useCredentialsForm(provider: ProviderDescriptor, integration: Integration | null) {
  const fields = provider.credentialFields;
  const stored = integration?.credentials ?? {};
  const [name, setName] = useState(integration?.name ?? '');
  const [values, setValues] = useState(() => formValues(fields, stored));
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const problems = checkCredentials(fields, values, (field) => storedSecret(stored, field) !== null);

  return {
    fields,
    stored,
    name,
    setName,
    values,
    setValue: (field: string, value: string) => setValues((now) => ({ ...now, [field]: value })),
    /** A problem is shown once the person has left the field, or tried to go on. */
    leave: (field: string) => setLeft((now) => new Set([...now, field])),
    problemOf: (field: string): CredentialProblem | null =>
      left.has(field) ? (problems[field] ?? null) : null,
    /** Shows all problems, and answers the first field that has one. */
    revealProblems: (): string | null => {
      setLeft(new Set(fields.map((field) => field.name)));
      return fields.find((field) => problems[field.name])?.name ?? null;
    },
    needsTest: !integration || needsTest(fields, values, stored),
    isChanged:
      !integration || name.trim() !== integration.name || changedFields(fields, values, stored).length > 0,
    testInput: testInput(),
    /** What is stored: an empty name leaves the choice to the server. */
    storeInput: {
      ...(name.trim() !== '' && { name: name.trim() }),
      credentials: credentialInput(fields, values),
    },
    /** Shows what was stored, cleaned as it was; the secret is forgotten here. */
    reset: (saved: Integration) => {
      setName(saved.name);
      setValues(formValues(fields, saved.credentials));
      setLeft(new Set());
    },
  };

  function testInput(): TestConnectionInput {
    if (integration && !needsTest(fields, values, stored)) return { integrationId: integration.id };
    return {
      provider: provider.id,
      credentials: credentialInput(fields, values),
      ...(integration && { integrationId: integration.id }),
    };
  }
}
