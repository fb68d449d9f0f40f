import {
  type ContactField,
  type CrmField,
  canConvert,
  isStandardContactField,
  type Mapping,
  type SuggestedMapping,
  type SuggestedRow,
} from '@goodfunds/shared';
import { fieldNames } from './field-names.ts';
import { nameSimilarity } from './name-similarity.ts';

export type SuggestMappingInput = {
  crmFields: readonly CrmField[];
  contactFields: readonly ContactField[];
  /** The provider's standard pairs, including the required ones. */
  standardMapping: Mapping;
};

/**
 * Suggests a field for each attribute: first the provider's standard pairs, then pairs of convertible types with
 * similar names or labels. Suggests each attribute once, and each field once beyond the standard pairs.
 */
export function suggestMapping(input: SuggestMappingInput): SuggestedMapping {
  const mappable = new Map(
    input.crmFields.filter((field) => field.mappable).map((field) => [field.attribute, field]),
  );
  const fields = new Map(input.contactFields.map((field) => [field.field, field]));
  const standard = standardRows(input.standardMapping, mappable, fields);
  const takenAttributes = new Set(standard.map(({ attribute }) => attribute));
  const takenFields = new Set(standard.map(({ field }) => field));
  const similar = bestPairs(
    [...mappable.values()].filter(({ attribute }) => !takenAttributes.has(attribute)),
    [...fields.values()].filter(({ field }) => !takenFields.has(field)),
  );
  return { rows: [...standard, ...similar] };
}

/** Names below this score are similar by chance. */
const MIN_SCORE = 0.8;

function standardRows(
  mapping: Mapping,
  mappable: ReadonlyMap<string, CrmField>,
  fields: ReadonlyMap<string, ContactField>,
): SuggestedRow[] {
  return Object.entries(mapping).flatMap(([attribute, row]) => {
    const crmField = mappable.get(attribute);
    const contactField = fields.get(row.field);
    if (!crmField || !contactField || !canConvert(contactField.type, crmField.type)) return [];
    return [{ ...row, attribute, score: 1, reason: 'STANDARD' as const }];
  });
}

/** The most similar pairs, each attribute and field once. Names break ties, so the result is stable. */
function bestPairs(crmFields: CrmField[], contactFields: ContactField[]): SuggestedRow[] {
  const pairs = contactFields
    .flatMap((contactField) => crmFields.flatMap((crmField) => scorePair(contactField, crmField)))
    .sort(
      (left, right) =>
        right.score - left.score ||
        left.attribute.localeCompare(right.attribute, 'en') ||
        left.field.localeCompare(right.field, 'en'),
    );
  const attributes = new Set<string>();
  const fields = new Set<string>();
  return pairs.filter(({ attribute, field }) => {
    if (attributes.has(attribute) || fields.has(field)) return false;
    attributes.add(attribute);
    fields.add(field);
    return true;
  });
}

function scorePair(contactField: ContactField, crmField: CrmField): SuggestedRow[] {
  if (!canConvert(contactField.type, crmField.type)) return [];
  const names = fieldNames(contactField.field);
  const best = (texts: readonly string[]): number =>
    Math.max(0, ...names.flatMap((name) => texts.map((text) => nameSimilarity(name, text))));
  const byName = best([crmField.custom ? withoutPublisher(crmField.attribute) : crmField.attribute]);
  const byLabel = best([crmField.label, ...Object.values(crmField.labels)]);
  const score = Math.max(byName, byLabel) * typeFactor(contactField, crmField);
  if (score < MIN_SCORE) return [];
  const reason = byName >= byLabel ? ('NAME' as const) : ('LABEL' as const);
  return [{ attribute: crmField.attribute, field: contactField.field, score: round(score), reason }];
}

/** `new_shirtsize` is `shirtsize` with the prefix of its publisher. */
function withoutPublisher(attribute: string): string {
  return attribute.replace(/^[a-z][a-z0-9]{1,7}_/, '');
}

/** Less than 1, the score of standard pairs, and lower if values must be converted. */
function typeFactor({ field, type }: ContactField, crmField: CrmField): number {
  if (type === crmField.type || (crmField.type === 'ENUM' && !isStandardContactField(field))) return 0.95;
  return 0.85;
}

function round(score: number): number {
  return Math.round(score * 100) / 100;
}
