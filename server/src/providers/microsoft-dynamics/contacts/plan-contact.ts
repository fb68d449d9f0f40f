import {
  type AttributeChange,
  type Contact,
  type ContactOutcome,
  type CrmField,
  type ErrorParams,
  type Failure,
  type Mapping,
  normaliseEmail,
  type OnEditConflict,
  type OnRefusedValue,
  ownProperty,
  type SkipReason,
  type UpdateStrategy,
} from '@goodfunds/shared';
import type { MappedContact } from '../../../crm/apply-mapping.ts';
import { isBlank } from '../../../crm/crm-value.ts';
import { mergeContactAttributes } from '../../../crm/merge-contact-attributes.ts';
import type { ValueMemory } from '../../../crm/value-memory.ts';
import type { EarlierAttempt, PlannedWrite, Values } from '../writes/write-request.ts';
import type { ContactRow } from './contact-row.ts';
import type { Match } from './match-contact.ts';

export type PlanInput = {
  contactId: string;
  match: Exclude<Match, { kind: 'NO_EMAIL' }>;
  /** The id for a new row. */
  derivedId: string;
  mapped: MappedContact;
  mapping: Mapping;
  strategy: UpdateStrategy;
  onEditConflict: OnEditConflict;
  onRefusedValue: OnRefusedValue;
  fieldsByAttribute: ReadonlyMap<string, CrmField>;
  /** Of the contact and the row that it matches. */
  memory: ValueMemory;
  /** The application user's id, in lower case. */
  ownUserId: string;
  earlierAttempt: EarlierAttempt | null;
};

/** What to do for one contact. The `outcome` of a write applies once the write has succeeded. */
export type Plan =
  | { kind: 'RESOLVED'; outcome: ContactOutcome }
  | { kind: 'WRITE'; write: PlannedWrite; before: ContactRow | null; outcome: ContactOutcome };

export function planContact(input: PlanInput): Plan {
  const plan = planMatch(input);
  return { ...plan, outcome: withEarlierAttempt(plan.outcome, input.earlierAttempt) };
}

function planMatch(input: PlanInput): Plan {
  switch (input.match.kind) {
    case 'SKIP': {
      const { reason, crmContactId, candidates } = input.match;
      return resolved(skipped(input.contactId, reason, { crmContactId, candidates }));
    }
    case 'NONE':
      return planCreate(input);
    case 'FOUND':
      return planUpdate(input, input.match.row);
  }
}

/** Reports what an earlier attempt with an unknown result did, even if a later read finds nothing left to do. */
function withEarlierAttempt(outcome: ContactOutcome, attempt: EarlierAttempt | null): ContactOutcome {
  if (attempt === null || outcome.crmContactId !== attempt.crmContactId) return outcome;
  const { created, attributes } = attempt;
  const isDone =
    outcome.outcome === 'UNCHANGED' || outcome.outcome === 'UPDATED' || outcome.reason === 'EXISTING_CONTACT';
  if (!isDone || (!created && attributes.length === 0)) return outcome;
  return {
    ...outcome,
    outcome: created ? 'CREATED' : 'UPDATED',
    reason: null,
    changedAttributes: [...new Set([...attributes, ...outcome.changedAttributes])],
  };
}

/** The row after the write, so that a dry run can continue with it. */
export function rowAfter({
  write,
  before,
}: Pick<Extract<Plan, { kind: 'WRITE' }>, 'write' | 'before'>): ContactRow {
  const row = before ?? newRow(write.id);
  return {
    ...row,
    email: textAfter(write.values, 'emailaddress1', row.email),
    firstName: textAfter(write.values, 'firstname', row.firstName),
    lastName: textAfter(write.values, 'lastname', row.lastName),
    values: { ...row.values, ...write.values },
  };
}

type OutcomeDetails = Partial<Pick<ContactOutcome, 'crmContactId' | 'candidates' | 'changes' | 'warnings'>>;

function skipped(contactId: string, reason: SkipReason, details: OutcomeDetails = {}): ContactOutcome {
  return { ...unchanged(contactId), outcome: 'SKIPPED', reason, ...details };
}

/** The outcome of a contact that only an e-mail could identify, and that has no usable one. */
export function unidentified({ id, email }: Contact): ContactOutcome {
  if (normaliseEmail(email) === null) return skipped(id, 'NO_EMAIL');
  return failed(id, { code: 'INVALID_EMAIL', params: { field: 'email' } });
}

export function failed(contactId: string, error: Failure, details: OutcomeDetails = {}): ContactOutcome {
  return { ...unchanged(contactId), outcome: 'FAILED', reason: error.code, error, ...details };
}

function planCreate(input: PlanInput): Plan {
  const { contactId, derivedId: id, mapped } = input;
  const changes = merge(input, null);
  const failure =
    mapped.failures.find((refused) => preventsCreate(refused, input)) ?? mapped.failuresOnCreate[0];
  if (failure) return resolved(failed(contactId, failure, { changes: unwritten(changes) }));
  return {
    kind: 'WRITE',
    write: { kind: 'CREATE', id, values: writtenValues(changes) },
    before: null,
    outcome: succeeded(contactId, 'CREATED', {
      crmContactId: id,
      changes,
      warnings: warningsOfCreate(mapped),
    }),
  };
}

/** Whether the contact cannot be created without the refused value. */
function preventsCreate({ params: { attribute } }: Failure, { mapped, onRefusedValue }: PlanInput): boolean {
  if (onRefusedValue === 'FAIL') return true;
  // Without its e-mail, the contact would not have been searched for by it.
  if (attribute === 'emailaddress1') return true;
  return mapped.failuresOnCreate.some(({ params }) => params['attribute'] === attribute);
}

function warningsOfCreate({ failures, warnings }: MappedContact): Failure[] {
  const refused = new Set(failures.map(({ params }) => params['attribute']));
  return toWarnings([...failures, ...warnings.filter(({ params }) => !refused.has(params['attribute']))]);
}

/** What the contact is written without; of many values and many options the first. */
function toWarnings(failures: readonly Failure[]): Failure[] {
  return failures.slice(0, MAX_WARNINGS).map(({ code, params }) => {
    const short = Object.entries(params).map(
      ([name, value]) => [name, Array.isArray(value) ? value.slice(0, MAX_WARNING_TEXTS) : value] as const,
    );
    return { code, params: Object.fromEntries<ErrorParams[string]>(short) };
  });
}

const MAX_WARNINGS = 20;
const MAX_WARNING_TEXTS = 10;

function planUpdate(input: PlanInput, row: ContactRow): Plan {
  const { contactId, mapped } = input;
  const changes = merge(input, row);
  const crmContactId = row.id;
  if (isNeverUpdated(input))
    return resolved(skipped(contactId, 'EXISTING_CONTACT', { crmContactId, changes }));
  const refused = new Set(
    changes.filter(({ reason }) => reason === 'REFUSED').map(({ attribute }) => attribute),
  );
  // A value that would not be written anyway does no harm, however wrong it is.
  const failures = mapped.failures.filter(({ params }) => refused.has(String(params['attribute'])));
  const [failure] = failures;
  if (failure && input.onRefusedValue === 'FAIL')
    return resolved(failed(contactId, failure, { crmContactId, changes: unwritten(changes) }));
  const warnings = toWarnings(failures);
  const values = writtenValues(changes);
  if (Object.keys(values).length === 0) {
    return resolved(succeeded(contactId, 'UNCHANGED', { crmContactId, changes, warnings }));
  }
  return {
    kind: 'WRITE',
    write: { kind: 'UPDATE', id: row.id, etag: row.etag, values },
    before: row,
    outcome: succeeded(contactId, 'UPDATED', { crmContactId, changes, warnings }),
  };
}

/** A value that was refused is shown as refused and not as missing, unless the strategy would not write it. */
function merge(
  { mapped, mapping, strategy, onEditConflict, fieldsByAttribute, memory, ownUserId }: PlanInput,
  row: ContactRow | null,
): AttributeChange[] {
  const failures = new Set(mapped.failures.map((failure) => failure.params['attribute']));
  const changes = mergeContactAttributes({
    values: mapped.values,
    mapping,
    strategy,
    existing: row?.values ?? null,
    fieldsByAttribute,
    memory,
    onEditConflict,
    isOwnVersion: row?.modifiedBy === ownUserId,
  });
  if (failures.size === 0) return changes;
  return changes.map((change) => {
    if (!failures.has(change.attribute) || change.reason === 'SKIP') return change;
    const fillsOnly = (ownProperty(mapping, change.attribute)?.strategy ?? strategy) === 'UPDATE_IF_EMPTY';
    const isKept = row !== null && fillsOnly && !isBlank(change.before);
    return { ...change, reason: isKept ? 'FILLED_IN_CRM' : 'REFUSED' };
  });
}

/** With `FAIL`, one refused value that was to be written keeps the whole contact from being written. */
function unwritten(changes: readonly AttributeChange[]): AttributeChange[] {
  return changes.map((change) => ({ ...change, after: change.before, written: false }));
}

function isNeverUpdated({ mapping, strategy }: PlanInput): boolean {
  return Object.values(mapping).every((row) => (row.strategy ?? strategy) === 'SKIP');
}

function writtenValues(changes: readonly AttributeChange[]): Values {
  return Object.fromEntries(
    changes.filter(({ written }) => written).map(({ attribute, after }) => [attribute, after]),
  );
}

function resolved(outcome: ContactOutcome): Plan {
  return { kind: 'RESOLVED', outcome };
}

function succeeded(
  contactId: string,
  outcome: 'CREATED' | 'UPDATED' | 'UNCHANGED',
  details: OutcomeDetails & { changes: AttributeChange[] },
): ContactOutcome {
  const changedAttributes = details.changes
    .filter(({ written }) => written)
    .map(({ attribute }) => attribute);
  return { ...unchanged(contactId), outcome, changedAttributes, ...details };
}

function unchanged(contactId: string): ContactOutcome {
  return {
    contactId,
    outcome: 'UNCHANGED',
    reason: null,
    crmContactId: null,
    candidates: [],
    changedAttributes: [],
    changes: [],
    warnings: [],
    error: null,
  };
}

/** A row without dates counts as older than any other; one that is created now is the youngest. */
const NOW = '9999-12-31T23:59:59Z';

function newRow(id: string): ContactRow {
  return {
    id,
    // Never sent, because a dry run writes nothing.
    etag: '',
    active: true,
    masterId: null,
    email: null,
    firstName: null,
    lastName: null,
    createdOn: NOW,
    modifiedOn: NOW,
    modifiedBy: null,
    values: {},
  };
}

function textAfter(values: Values, attribute: string, before: string | null): string | null {
  const value = values[attribute];
  return typeof value === 'string' ? value : before;
}
