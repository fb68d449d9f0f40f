import type { Integration, ProviderDescriptor, TestConnectionInput } from '@goodfunds/shared';
import { useState } from 'react';
import { conflictingParts, rebaseDraft, versionToSave } from '../../integration/draft.ts';
import { useStoredDraft } from '../../integration/drafts-context.tsx';
import { type CredentialProblem, type CredentialValues, checkCredentials } from './check-credentials.ts';
import { credentialChange } from './credential-changes.ts';
import { credentialParts, draftedValues, NAME, storedParts, typeInto } from './credential-draft.ts';
import { changedFields, credentialInput, needsTest, storedSecret, testKey } from './credential-input.ts';
import { environmentAddress } from './environment-address.ts';

/** The state of the credentials form, for a new integration or a stored one. It outlives the form itself. */
export function useCredentialsForm(provider: ProviderDescriptor, integration: Integration | null) {
  const fields = provider.credentialFields;
  const parts = credentialParts(fields);
  const credentials = integration?.credentials ?? {};
  const stored = storedParts(integration);
  const [draft, setDraft] = useStoredDraft('credentials', integration?.id ?? `new ${provider.id}`);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [corrected, setCorrected] = useState<ReadonlySet<string>>(new Set());
  const [isTyping, setIsTyping] = useState(false);
  const [turn, setTurn] = useState(0);
  const values = draftedValues(fields, draft, stored);
  const name = (values[NAME] ?? '').trim();
  const problems = checkCredentials(fields, values, (field) => storedSecret(credentials, field) !== null);

  const toTest = testInput();

  const type = (typed: CredentialValues) => setDraft((now) => typeInto(fields, now, stored, typed));
  const forget = () => {
    setDraft(() => ({ base: null, changes: {} }));
    setLeft(new Set());
    setCorrected(new Set());
    setTurn((now) => now + 1);
  };

  return {
    fields,
    stored: credentials,
    values,
    setValue: (field: string, value: string) => {
      type({ [field]: value });
      setIsTyping(true);
      setCorrected((now) => new Set([...now].filter((other) => other !== field)));
    },
    /**
     * A problem is shown once the person has left the field, or tried to go on. An address is put right; answers
     * it if that changed what stands there.
     */
    leave: (field: string): string | null => {
      setLeft((now) => new Set([...now, field]));
      setIsTyping(false);
      return correct([field])[0] ?? null;
    },
    problemOf: (field: string): CredentialProblem | null =>
      left.has(field) ? (problems[field] ?? null) : null,
    /** Whether the value that stands there is what we made of what was pasted. */
    isCorrected: (field: string): boolean => corrected.has(field),
    /** Shows all problems, and answers the first field that has one. */
    revealProblems: (): string | null => {
      setLeft(new Set(fields.map((field) => field.name)));
      setIsTyping(false);
      correct(fields.map((field) => field.name));
      return fields.find((field) => problems[field.name])?.name ?? null;
    },
    needsTest: !integration || needsTest(fields, values, credentials),
    isChanged:
      !integration || name !== integration.name || changedFields(fields, values, credentials).length > 0,
    /** What saving would mean; said once the person has stopped typing. */
    change: isTyping || !integration ? null : credentialChange(fields, values, credentials),
    /** The fields that another person has changed since this one began to type. */
    conflicts: conflictingParts(parts, draft, stored).map(String),
    /** Lets the next save replace what somebody else stored. */
    keepMine: () => setDraft((now) => rebaseDraft(parts, now, stored)),
    testInput: toTest,
    /** Another one as soon as a test would no longer be about what stands here. */
    testKey: testKey(fields, toTest),
    /** What is stored: an empty name leaves the choice to the server. */
    storeInput: {
      ...(name !== '' && { name }),
      credentials: credentialInput(fields, values),
    },
    version: versionToSave(parts, draft, stored),
    /** Shows what is stored; what was typed is forgotten, the secret too. */
    forget,
    /** Another one whenever the form begins anew. */
    turn,
  };

  function correct(names: readonly string[]): string[] {
    const addresses = fields.flatMap(({ name: field, kind }): [string, string][] => {
      const value = values[field] ?? '';
      const address = kind === 'URL' && names.includes(field) ? environmentAddress(value) : null;
      return address === null || address === value ? [] : [[field, address]];
    });
    if (addresses.length > 0) {
      type(Object.fromEntries(addresses));
      setCorrected((now) => new Set([...now, ...addresses.map(([field]) => field)]));
    }
    return addresses.map(([, address]) => address);
  }

  function testInput(): TestConnectionInput {
    if (integration && !needsTest(fields, values, credentials)) return { integrationId: integration.id };
    return {
      provider: provider.id,
      credentials: credentialInput(fields, values),
      ...(integration && { integrationId: integration.id }),
    };
  }
}

export type CredentialsForm = ReturnType<typeof useCredentialsForm>;
