import type { Integration, ProviderDescriptor, TestConnectionInput } from '@goodfunds/shared';
import { useForm } from 'react-hook-form';
import { type CredentialProblem, checkCredentials } from './check-credentials.ts';
import { changedFields, credentialInput, formValues, needsTest, storedSecret } from './credential-input.ts';

type FormValues = { name: string; values: Record<string, string> };

/** The state of the credentials form, for a new integration or a stored one. */
export function useCredentialsForm(provider: ProviderDescriptor, integration: Integration | null) {
  const fields = provider.credentialFields;
  const stored = integration?.credentials ?? {};
  const isStored = (name: string) => storedSecret(stored, name) !== null;

  const form = useForm<FormValues, undefined, FormValues>({
    mode: 'onTouched',
    defaultValues: { name: integration?.name ?? '', values: formValues(fields, stored) },
    resolver: ({ name, values }) => {
      const problems = checkCredentials(fields, values, isStored);
      const errors = Object.fromEntries(
        Object.keys(problems).map((field) => [field, { type: 'problem', message: field }]),
      );
      return Object.keys(errors).length > 0
        ? { values: {}, errors: { values: errors } }
        : { values: { name, values }, errors: {} };
    },
  });

  const { name, values } = form.watch();
  const problems = checkCredentials(fields, values, isStored);
  const { errors } = form.formState;

  return {
    form,
    fields,
    stored,
    /** A problem is shown once the person has left the field, or tried to go on. */
    problemOf: (field: string): CredentialProblem | null =>
      errors.values?.[field] ? (problems[field] ?? null) : null,
    isComplete: Object.keys(problems).length === 0,
    needsTest: !integration || needsTest(fields, values, stored),
    isChanged:
      !integration || name.trim() !== integration.name || changedFields(fields, values, stored).length > 0,
    testInput: testInput(),
    /** What is stored: an empty name leaves the choice to the server. */
    storeInput: {
      ...(name.trim() !== '' && { name: name.trim() }),
      credentials: credentialInput(fields, values),
    },
    reset: (saved: Integration) =>
      form.reset({ name: saved.name, values: formValues(fields, saved.credentials) }),
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
