import type {
  AttributeChange,
  ContactOutcome,
  CrmField,
  CrmValue,
  Mapping,
  OnEditConflict,
  RowStrategy,
  UpdateStrategy,
} from '@goodfunds/shared';
import { isBlank, isSameValue } from './crm-value.ts';
import { UNKNOWN, type ValueMemory } from './value-memory.ts';

export type MergeInput = {
  /** The contact's values, converted for the CRM. Missing and blank values are never written. */
  values: Readonly<Record<string, CrmValue>>;
  mapping: Mapping;
  /** For rows without their own strategy. */
  strategy: UpdateStrategy;
  /** The values of the CRM contact; `null` for a new one. */
  existing: Readonly<Record<string, CrmValue>> | null;
  fieldsByAttribute: ReadonlyMap<string, CrmField>;
  memory: ValueMemory;
  onEditConflict: OnEditConflict;
  /** We made the last change of the CRM contact: what differs from our values is what the CRM made of them. */
  isOwnVersion: boolean;
};

/**
 * Decides for every mapped attribute whether it is written, and why. The rules are the same for every provider: a
 * strategy concerns only existing CRM contacts; an empty GoodFunds value never overwrites and is omitted from a new
 * contact; values that are equal, or that the CRM would silently ignore, are not written.
 *
 * Returns one change per row, in the order of the mapping. `after` is the value in the CRM afterwards.
 */
export function mergeContactAttributes(input: MergeInput): AttributeChange[] {
  return Object.entries(input.mapping).map(([attribute, row]) => {
    const value = Object.hasOwn(input.values, attribute) ? input.values[attribute] : null;
    const before = readExisting(input.existing, attribute);
    const reason = decide({
      ...input,
      attribute,
      value: value ?? null,
      before,
      isNew: input.existing === null,
      strategy: row.strategy ?? input.strategy,
      stricter: row.stricter ?? true,
      field: input.fieldsByAttribute.get(attribute),
    });
    const written = WRITING_REASONS.has(reason);
    return { attribute, before, after: written ? (value ?? null) : before, written, reason };
  });
}

type Reason = AttributeChange['reason'];
const WRITING_REASONS: ReadonlySet<Reason> = new Set<Reason>([
  'NEW_CONTACT',
  'CHANGED',
  'EMPTY_IN_CRM',
  'CONFLICT_OVERWRITTEN',
]);

function readExisting(existing: MergeInput['existing'], attribute: string): CrmValue {
  return existing && Object.hasOwn(existing, attribute) ? (existing[attribute] ?? null) : null;
}

type Decision = Pick<MergeInput, 'memory' | 'onEditConflict' | 'isOwnVersion'> & {
  attribute: string;
  value: CrmValue;
  before: CrmValue;
  isNew: boolean;
  strategy: RowStrategy;
  /** For UPDATE_IF_STRICTER. */
  stricter: boolean;
  field: CrmField | undefined;
};

function decide(decision: Decision): Reason {
  const { value, before, isNew, strategy, stricter, field } = decision;
  if (isNew) {
    if (isBlank(value)) return 'NO_VALUE';
    return field?.creatable ? 'NEW_CONTACT' : 'REFUSED';
  }
  if (strategy === 'SKIP') return 'SKIP';
  if (isBlank(value)) return 'NO_VALUE';
  if (!field) return 'REFUSED';
  if (isSameValue(before, value, field)) return 'EQUAL';
  if (strategy === 'UPDATE_IF_EMPTY' && !isBlank(before)) return 'FILLED_IN_CRM';
  if (strategy === 'UPDATE_IF_STRICTER' && value !== stricter && !isBlank(before)) return 'KEPT_STRICTER';
  if (!field.updatable) return 'REFUSED';
  const kept = strategy === 'UPDATE_IF_SOURCE_CHANGED' ? decideByMemory(decision, field) : null;
  return kept ?? (isBlank(before) ? 'EMPTY_IN_CRM' : 'CHANGED');
}

/** Why a differing value is not simply written, or `null`. */
function decideByMemory(
  { attribute, value, before, memory, onEditConflict, isOwnVersion }: Decision,
  field: CrmField,
): Reason | null {
  const remembered = memory.remembered(attribute);
  if (remembered === null) return isBlank(before) ? null : 'KEPT_CRM_EDIT';
  const { source, crm } = remembered;
  if (source === UNKNOWN || source === memory.digest(attribute, value, field)) return 'KEPT_CRM_EDIT';
  if (crm === UNKNOWN) return 'CONFLICT_KEPT';
  if (isOwnVersion || crm === memory.digest(attribute, before, field)) return null;
  return onEditConflict === 'CRM' ? 'CONFLICT_KEPT' : 'CONFLICT_OVERWRITTEN';
}

/** What the CRM keeps although GoodFunds has another value; without the lists that would be empty. */
export function keptIn(
  changes: readonly AttributeChange[],
): Pick<ContactOutcome, 'keptAttributes' | 'contradictions'> {
  const withReason = (...reasons: Reason[]): string[] =>
    changes.filter(({ reason }) => reasons.includes(reason)).map(({ attribute }) => attribute);
  const keptAttributes = withReason('KEPT_CRM_EDIT', 'CONFLICT_KEPT');
  const contradictions = withReason('KEPT_STRICTER');
  return {
    ...(keptAttributes.length > 0 && { keptAttributes }),
    ...(contradictions.length > 0 && { contradictions }),
  };
}
