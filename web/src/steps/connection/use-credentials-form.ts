import type { Integration, ProviderDescriptor, TestConnectionInput } from '@goodfunds/shared';
import { useReducer } from 'react';
import { conflictingParts, rebaseDraft, versionToSave } from '../../integration/draft.ts';
import { useStoredDraft, withDraft, withoutDraft } from '../../integration/drafts-context.tsx';
import { type CredentialProblem, type CredentialValues, checkCredentials } from './check-credentials.ts';
import { credentialParts, draftedValues, NAME, storedParts, typeInto } from './credential-draft.ts';
import {
  changedFields,
  credentialChange,
  credentialInput,
  needsTest,
  storedSecret,
  testKey,
} from './credential-input.ts';
import { environmentAddress } from './environment-address.ts';
import { formReducer, INITIAL_FORM } from './form-state.ts';

/** The credentials form, for a new integration or a stored one. Its values outlive it as a draft. */
export function useCredentialsForm(provider: ProviderDescriptor, integration: Integration | null) {
  const fields = provider.credentialFields;
  const parts = credentialParts(fields);
  const credentials = integration?.credentials ?? {};
  const stored = storedParts(integration);
  const key = integration?.id ?? `new ${provider.id}`;
  const [draft, setDrafts] = useStoredDraft('credentials', key);
  const [state, dispatch] = useReducer(formReducer, INITIAL_FORM);
  const values = draftedValues(fields, draft, stored);
  const name = (values[NAME] ?? '').trim();
  const problems = checkCredentials(fields, values, (field) => storedSecret(credentials, field) !== null);
  const mustTest = !integration || needsTest(fields, values, credentials);
  const testInput: TestConnectionInput =
    integration && !mustTest
      ? { integrationId: integration.id }
      : {
          provider: provider.id,
          credentials: credentialInput(fields, values),
          ...(integration && { integrationId: integration.id }),
        };

  const type = (typed: CredentialValues) =>
    setDrafts(withDraft('credentials', key, (now) => typeInto(fields, now, stored, typed)));

  /** Shows the problems of these fields and corrects their addresses. Returns the first address it changed. */
  const leave = (left: readonly string[]): string | null => {
    const addresses = fields.flatMap(({ name: field, kind }): [string, string][] => {
      const value = values[field] ?? '';
      const address = kind === 'URL' && left.includes(field) ? environmentAddress(value) : null;
      return address === null || address === value ? [] : [[field, address]];
    });
    if (addresses.length > 0) type(Object.fromEntries(addresses));
    dispatch({ type: 'LEAVE', fields: left, corrected: addresses.map(([field]) => field) });
    return addresses[0]?.[1] ?? null;
  };

  return {
    fields,
    stored: credentials,
    values,
    isSaved: state.isSaved,
    resetKey: state.resetKey,
    setValue: (field: string, value: string) => {
      type({ [field]: value });
      dispatch({ type: 'TYPE', field });
    },
    leave: (field: string) => leave([field]),
    problemOf: (field: string): CredentialProblem | null =>
      state.touched.includes(field) ? (problems[field] ?? null) : null,
    isCorrected: (field: string): boolean => state.corrected.includes(field),
    /** Shows all problems. Returns the first field that has one. */
    revealProblems: (): string | null => {
      leave(fields.map((field) => field.name));
      return fields.find((field) => problems[field.name])?.name ?? null;
    },
    needsTest: mustTest,
    isChanged:
      !integration || name !== integration.name || changedFields(fields, values, credentials).length > 0,
    /** What saving would mean, once the person has stopped typing. */
    change: state.isTyping || !integration ? null : credentialChange(fields, values, credentials),
    /** The fields that another person has changed since this one began to type. */
    conflicts: conflictingParts(parts, draft, stored).map(String),
    /** The next save overwrites the other person's change. */
    keepMine: () => setDrafts(withDraft('credentials', key, (now) => rebaseDraft(parts, now, stored))),
    testInput,
    /** Differs as soon as a test result no longer applies. */
    testKey: testKey(fields, testInput),
    /** An empty name leaves the choice to the server. */
    storeInput: { ...(name !== '' && { name }), credentials: credentialInput(fields, values) },
    version: versionToSave(parts, draft, stored),
    startTest: () => dispatch({ type: 'TEST' }),
    /** Shows the stored values and discards the input, including the secret. */
    reset: (isSaved: boolean) => {
      setDrafts(withoutDraft('credentials', key));
      dispatch({ type: 'RESET', isSaved });
    },
  };
}

export type CredentialsForm = ReturnType<typeof useCredentialsForm>;
