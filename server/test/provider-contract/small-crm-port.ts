import {
  type Contact,
  type ContactOutcome,
  type CrmIntegrationPort,
  type Email,
  type IdentityDecision,
  isPossibleEmail,
  normaliseEmail,
  type StatusCheck,
  type SyncOptions,
} from '@goodfunds/shared';
import { byAttribute } from '../../../shared/src/testing/crm-field.ts';
import { applyMapping, type ConvertValue } from '../../src/crm/apply-mapping.ts';
import { NonRetryableIntegrationError } from '../../src/crm/integration-error.ts';
import { mergeContactAttributes } from '../../src/crm/merge-contact-attributes.ts';
import { type Named, namesAgree, namesDisagree } from '../../src/crm/names-agree.ts';
import { createMemories } from '../../src/crm/value-memory.ts';
import { SMALL_CRM_ATTRIBUTES, SMALL_CRM_FIELDS, type SmallCrm, type SmallCrmRow } from './small-crm.ts';

/** A port based only on the shared kit: it shows that the contract requires nothing specific to Dynamics. */
export function openSmallCrm(crm: SmallCrm, options: { refused: boolean }): CrmIntegrationPort {
  const refuseIfInvalid = (): void => {
    if (options.refused) throw new NonRetryableIntegrationError({ code: 'TOKEN_REFUSED' });
  };
  return {
    capabilities: new Set(['FIELD_DISCOVERY', 'CONTACT_SEARCH', 'CONTACT_UPDATE']),
    getProviderStatus: async ({ onCheck, signal } = {}) => {
      const failing = options.refused ? 'TOKEN_REFUSED' : signal?.aborted ? 'CANCELLED' : null;
      const check: StatusCheck = {
        id: 'LOGIN',
        status: failing ? 'FAILED' : 'PASSED',
        code: failing,
        params: {},
        detail: null,
        durationMs: 0,
        requestId: null,
      };
      onCheck?.(check);
      const remote = failing
        ? null
        : { environmentId: ENVIRONMENT_ID, environmentHost: 'small.example', userId: 'u' };
      return { status: failing ? 'DOWN' : 'UP', checks: [check], remote };
    },
    getEnvironmentId: async () => ENVIRONMENT_ID,
    getAvailableContactFields: async () => {
      refuseIfInvalid();
      return SMALL_CRM_FIELDS;
    },
    findContacts: async (emails, attributes) => {
      refuseIfInvalid();
      return new Map(
        emails.flatMap((email) => {
          const rows = rowsWithEmail(crm, email).map((row) => ({
            id: row.id,
            etag: null,
            active: row.active,
            values: Object.fromEntries(
              attributes.map((attribute) => [attribute, row.values[attribute] ?? null]),
            ),
          }));
          return rows.length > 0 ? [[email, rows] as const] : [];
        }),
      );
    },
    compareContact: async (contact, crmContactIds, mapping) => {
      refuseIfInvalid();
      return {
        values: applyMapping({ contact, mapping, fieldsByAttribute, convertValue: convertText }).values,
        crmContacts: crmContactIds.flatMap((id) => {
          const row = crm.get(id);
          if (!row) return [];
          const values = Object.fromEntries(
            Object.keys(mapping).map((attribute) => [attribute, row.values[attribute] ?? null]),
          );
          return [{ id, url: null, active: row.active, modifiedOn: row.modifiedOn, values }];
        }),
      };
    },
    createOrUpdateContacts: async (contacts, syncOptions) => {
      refuseIfInvalid();
      const ownersInCall = new Map<string, Contact>();
      const outcomes: ContactOutcome[] = [];
      for (const contact of contacts)
        outcomes.push(await syncContact(crm, contact, syncOptions, ownersInCall));
      return outcomes;
    },
  };
}

const ENVIRONMENT_ID = 'small-crm';
const fieldsByAttribute = byAttribute(...SMALL_CRM_FIELDS);

async function syncContact(
  crm: SmallCrm,
  contact: Contact,
  options: SyncOptions,
  ownersInCall: Map<string, Contact>,
): Promise<ContactOutcome> {
  const email = normaliseEmail(contact.email);
  const usableEmail = email !== null && isPossibleEmail(email) ? email : null;
  const decision = (await options.directory.decisionsOf(ENVIRONMENT_ID, [contact.id])).get(contact.id);
  const match = await findMatch(crm, contact, usableEmail, options, ownersInCall, decision);
  if (match !== null && 'reason' in match && match.reason === 'NO_EMAIL' && email !== null) {
    return outcomeOf(contact, 'FAILED', {
      reason: 'INVALID_EMAIL',
      error: { code: 'INVALID_EMAIL', params: {} },
    });
  }
  if (match !== null && 'reason' in match) return outcomeOf(contact, 'SKIPPED', match);

  const id = match?.id ?? ownId(contact, decision);
  ownersInCall.set(id, contact);
  const mapped = applyMapping({
    contact,
    mapping: options.mapping,
    fieldsByAttribute,
    convertValue: convertText,
  });
  const [failure] = mapped.failures;
  if (failure && options.onRefusedValue === 'FAIL')
    return outcomeOf(contact, 'FAILED', { reason: failure.code, error: failure });
  const { mapping, strategy } = options;
  const existing = match?.values ?? null;
  const link = (await options.directory.linksOf(ENVIRONMENT_ID, [contact.id])).get(contact.id);
  const memories = createMemories(options.memoryKey);
  const memory = memories.read(link && link.crmContactId === match?.id ? link.memory : null, contact.id);
  const changes = mergeContactAttributes({
    values: mapped.values,
    mapping,
    strategy,
    existing,
    fieldsByAttribute,
    memory,
    onEditConflict: options.uncertainContactIds?.has(contact.id) ? 'CRM' : options.onEditConflict,
    isOwnVersion: false,
  });
  const written = changes.filter((change) => change.written);
  if (written.length > 0 && !options.dryRun) {
    crm.put(id, Object.fromEntries(written.map(({ attribute, after }) => [attribute, after])));
  }
  const changedAttributes = written.map(({ attribute }) => attribute);
  const filled = {
    crmContactId: id,
    changes,
    changedAttributes,
    warnings: mapped.failures,
    memory: memories.write(memory, changes, { values: mapped.values, fieldsByAttribute }),
  };
  if (!match) return outcomeOf(contact, 'CREATED', filled);
  if (changes.every(({ reason }) => reason === 'SKIP')) {
    return outcomeOf(contact, 'SKIPPED', { ...filled, reason: 'EXISTING_CONTACT' });
  }
  return outcomeOf(contact, written.length > 0 ? 'UPDATED' : 'UNCHANGED', filled);
}

type NoMatch = Partial<ContactOutcome> & { reason: string };

async function findMatch(
  crm: SmallCrm,
  contact: Contact,
  email: Email | null,
  options: SyncOptions,
  ownersInCall: ReadonlyMap<string, Contact>,
  decision: IdentityDecision | undefined,
): Promise<SmallCrmRow | NoMatch | null> {
  const isPossible = ({ id }: SmallCrmRow): boolean => !decision?.notCrmContactIds.includes(id);
  const link = (await options.directory.linksOf(ENVIRONMENT_ID, [contact.id])).get(contact.id);
  const linkedId = link?.crmContactId;
  const linked = linkedId === undefined ? null : crm.get(linkedId);
  if (linked && isPossible(linked)) return linked;
  if (decision?.wantsNew) return crm.get(ownId(contact, decision));
  if (linkedId !== undefined && options.onDeletedInCrm === 'REPORT') return { reason: 'DELETED_IN_CRM' };

  if (email === null) return { reason: 'NO_EMAIL' };

  const rows = rowsWithEmail(crm, email).filter(isPossible);
  const active = rows.filter((row) => row.active);
  if (active.length === 0) return rows.length > 0 ? { reason: 'INACTIVE_MATCH' } : null;
  const agreeing = active.filter((row) => namesAgree(contact, nameOf(row)));
  const chosen =
    active.length === 1 ? active[0] : agreeing.length === 1 ? agreeing[0] : choose(active, options);
  if (!chosen) return { reason: 'AMBIGUOUS_MATCH', candidates: active.map(({ id }) => id) };
  const owners = (await options.directory.ownersOf(ENVIRONMENT_ID, [chosen.id])).get(chosen.id) ?? [];
  const taken = ownersInCall.has(chosen.id) || owners.some((owner) => owner !== contact.id);
  const { onNameMismatch } = options;
  if (taken && !namesAgree(contact, nameOf(chosen))) {
    return onNameMismatch === 'CREATE' ? null : { reason: 'SHARED_EMAIL' };
  }
  if (onNameMismatch === 'UPDATE' || !namesDisagree(contact, nameOf(chosen))) return chosen;
  return onNameMismatch === 'CREATE' ? null : { reason: 'NAME_MISMATCH', candidates: [chosen.id] };
}

/** Never that of a row which the contact is not. */
function ownId({ id }: Contact, decision: IdentityDecision | undefined): string {
  let own = `of-${id}`;
  for (let next = 2; decision?.notCrmContactIds.includes(own); next += 1) own = `of-${id}-${next}`;
  return own;
}

function choose(rows: SmallCrmRow[], { onAmbiguousMatch }: SyncOptions): SmallCrmRow | undefined {
  if (onAmbiguousMatch === 'REPORT') return undefined;
  const byAge = rows.toSorted((left, right) => left.createdOn.localeCompare(right.createdOn, 'en'));
  const byChange = rows.toSorted((left, right) => right.modifiedOn.localeCompare(left.modifiedOn, 'en'));
  return onAmbiguousMatch === 'OLDEST' ? byAge[0] : byChange[0];
}

/** The CRM ignores case and accents; the contract ignores case only. */
function rowsWithEmail(crm: SmallCrm, email: Email): SmallCrmRow[] {
  return crm
    .withEmail(email)
    .filter((row) => normaliseEmail(String(row.values[SMALL_CRM_ATTRIBUTES.email])) === email);
}

function nameOf({ values }: SmallCrmRow): Named {
  const { firstName, lastName } = SMALL_CRM_ATTRIBUTES;
  return { firstName: String(values[firstName] ?? ''), lastName: String(values[lastName] ?? '') };
}

const convertText: ConvertValue = (value, { maxLength }) => {
  const text = String(value);
  if (maxLength === null || text.length <= maxLength) return { value: text };
  return { failure: { code: 'VALUE_TOO_LONG', params: { maxLength, actualLength: text.length } } };
};

function outcomeOf(
  contact: Contact,
  outcome: ContactOutcome['outcome'],
  more: Partial<ContactOutcome>,
): ContactOutcome {
  return {
    contactId: contact.id,
    outcome,
    reason: null,
    crmContactId: null,
    candidates: [],
    changedAttributes: [],
    changes: [],
    warnings: [],
    error: null,
    ...more,
  };
}
