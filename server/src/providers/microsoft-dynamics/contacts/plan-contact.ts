import type {
  AttributeChange,
  ContactOutcome,
  CrmField,
  CrmValue,
  Mapping,
  UpdateStrategy,
} from '@goodfunds/shared';
import type { MappedContact } from '../../../crm/apply-mapping.ts';
import { isBlank } from '../../../crm/crm-value.ts';
import { mergeContactAttributes } from '../../../crm/merge-contact-attributes.ts';
import type { ContactRow } from './contact-row.ts';
import type { Match } from './match-contact.ts';
import { failed, skipped, succeeded } from './outcomes.ts';

export type PlanInput = {
  contactId: string;
  match: Match;
  /** The id for a new row. */
  derivedId: string;
  mapped: MappedContact;
  mapping: Mapping;
  strategy: UpdateStrategy;
  fieldsByAttribute: ReadonlyMap<string, CrmField>;
};

/** What is to be done for one contact. `outcome` is how it ends, for a write: once that has succeeded. */
export type Plan =
  | { kind: 'SETTLED'; outcome: ContactOutcome }
  | { kind: 'CREATE'; id: string; values: Values; outcome: ContactOutcome }
  | { kind: 'UPDATE'; row: ContactRow; values: Values; outcome: ContactOutcome };

export type Values = Readonly<Record<string, CrmValue>>;

export function planContact(input: PlanInput): Plan {
  switch (input.match.kind) {
    case 'SKIP': {
      const { reason, crmContactId, candidates } = input.match;
      return settled(skipped(input.contactId, reason, { crmContactId, candidates }));
    }
    case 'NONE':
      return planCreate(input);
    case 'FOUND':
      return planUpdate(input, input.match.row);
  }
}

function planCreate(input: PlanInput): Plan {
  const { contactId, derivedId, mapped } = input;
  const changes = merge(input, null);
  const [failure] = [...mapped.failures, ...mapped.failuresOnCreate];
  if (failure) return settled(failed(contactId, failure, { changes: unwritten(changes) }));
  const { warnings } = mapped;
  const outcome = succeeded(contactId, 'CREATED', { crmContactId: derivedId, changes, warnings });
  return { kind: 'CREATE', id: derivedId, values: writtenValues(changes), outcome };
}

function planUpdate(input: PlanInput, row: ContactRow): Plan {
  const { contactId, mapped } = input;
  const changes = merge(input, row);
  const crmContactId = row.id;
  if (isLeftAlone(input)) return settled(skipped(contactId, 'EXISTING_CONTACT', { crmContactId, changes }));
  const refused = new Set(
    changes.filter(({ reason }) => reason === 'REFUSED').map(({ attribute }) => attribute),
  );
  // A value that would not be written anyway does no harm, however wrong it is.
  const failure = mapped.failures.find(({ params }) => refused.has(String(params['attribute'])));
  if (failure) return settled(failed(contactId, failure, { crmContactId, changes: unwritten(changes) }));
  const values = writtenValues(changes);
  if (Object.keys(values).length === 0) {
    return settled(succeeded(contactId, 'UNCHANGED', { crmContactId, changes }));
  }
  return { kind: 'UPDATE', row, values, outcome: succeeded(contactId, 'UPDATED', { crmContactId, changes }) };
}

/** A value that was refused is shown as refused and not as missing, unless the strategy would not write it. */
function merge(
  { mapped, mapping, strategy, fieldsByAttribute }: PlanInput,
  row: ContactRow | null,
): AttributeChange[] {
  const failures = new Set(mapped.failures.map((failure) => failure.params['attribute']));
  const changes = mergeContactAttributes({
    values: mapped.values,
    mapping,
    strategy,
    existing: row?.values ?? null,
    fieldsByAttribute,
  });
  if (failures.size === 0) return changes;
  return changes.map((change) => {
    if (!failures.has(change.attribute) || change.reason === 'SKIP') return change;
    const fillsOnly = (mapping[change.attribute]?.strategy ?? strategy) === 'UPDATE_IF_EMPTY';
    const isKept = row !== null && fillsOnly && !isBlank(change.before);
    return { ...change, reason: isKept ? 'FILLED_IN_CRM' : 'REFUSED' };
  });
}

/** One refused value that was to be written keeps the whole contact from being written. */
function unwritten(changes: readonly AttributeChange[]): AttributeChange[] {
  return changes.map((change) => ({ ...change, after: change.before, written: false }));
}

function isLeftAlone({ mapping, strategy }: PlanInput): boolean {
  return Object.values(mapping).every((row) => (row.strategy ?? strategy) === 'SKIP');
}

function writtenValues(changes: readonly AttributeChange[]): Values {
  return Object.fromEntries(
    changes.filter(({ written }) => written).map(({ attribute, after }) => [attribute, after]),
  );
}

function settled(outcome: ContactOutcome): Plan {
  return { kind: 'SETTLED', outcome };
}
