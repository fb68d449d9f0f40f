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
import { comparableName, similarityTo } from './name-similarity.ts';

export type SuggestMappingInput = {
  crmFields: readonly CrmField[];
  contactFields: readonly ContactField[];
  /** The provider's standard pairs, including the required ones. */
  standardMapping: Mapping;
  objectionAttributes: readonly string[];
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
  const rows = [...standard, ...similar].map((row) => withStrategy(row, mappable, input));
  return { rows: rows.map((row) => withTranslation(row, mappable)) };
}

/** An objection that was made in the CRM must not be withdrawn by GoodFunds. */
function withStrategy(
  row: SuggestedRow,
  fields: ReadonlyMap<string, CrmField>,
  { objectionAttributes }: SuggestMappingInput,
): SuggestedRow {
  const isObjection =
    objectionAttributes.includes(row.attribute) && fields.get(row.attribute)?.type === 'BOOLEAN';
  return isObjection ? { ...row, strategy: 'UPDATE_IF_STRICTER', stricter: true } : row;
}

/** GoodFunds has an upper-case word, which would be written into a text as it is. */
function withTranslation(row: SuggestedRow, fields: ReadonlyMap<string, CrmField>): SuggestedRow {
  const isText = fields.get(row.attribute)?.type === 'STRING';
  return row.field === 'salutation' && isText ? { ...row, values: SALUTATIONS } : row;
}

const SALUTATIONS = { HERR: 'Herr', FRAU: 'Frau' };

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
  const pairs: SuggestedRow[] = [];
  let compared = 0;
  for (const contactField of contactFields) {
    const similarities = fieldNames(contactField.field).map((name) => similarityTo(comparableName(name)));
    const best: SuggestedRow[] = [];
    for (const crmField of crmFields) {
      const names = comparableNames(crmField);
      compared += COMPARISON_COST + similarities.length * names.letters;
      if (compared > MAX_COMPARED_LETTERS) return choosePairs([...pairs, ...best]);
      const row = scorePair(contactField, crmField, similarities, names);
      if (row) keepBest(best, row);
    }
    pairs.push(...best);
  }
  return choosePairs(pairs);
}

/** What one suggestion compares at most; fields after that get no suggestion by similarity. */
export const MAX_COMPARED_LETTERS = 10_000_000;
/** What a comparison costs besides the letters, in letters. */
const COMPARISON_COST = 20;
/** The attributes to choose from for each field. */
const MAX_CANDIDATES = 10;

function keepBest(best: SuggestedRow[], row: SuggestedRow): void {
  const worst = best.at(-1);
  if (worst && best.length === MAX_CANDIDATES && byScore(worst, row) <= 0) return;
  best.push(row);
  best.sort(byScore);
  best.splice(MAX_CANDIDATES);
}

function choosePairs(pairs: SuggestedRow[]): SuggestedRow[] {
  const attributes = new Set<string>();
  const fields = new Set<string>();
  return pairs.sort(byScore).filter(({ attribute, field }) => {
    if (attributes.has(attribute) || fields.has(field)) return false;
    attributes.add(attribute);
    fields.add(field);
    return true;
  });
}

function byScore(left: SuggestedRow, right: SuggestedRow): number {
  return (
    right.score - left.score ||
    COLLATOR.compare(left.attribute, right.attribute) ||
    COLLATOR.compare(left.field, right.field)
  );
}

const COLLATOR = new Intl.Collator('en');

type ComparableNames = { own: string; labels: readonly string[]; letters: number };

/** Attributes are compared with every field, in every call while they are cached. */
const comparable = new WeakMap<CrmField, ComparableNames>();

function comparableNames(crmField: CrmField): ComparableNames {
  const known = comparable.get(crmField);
  if (known) return known;
  const { attribute, custom, label, labels } = crmField;
  const own = comparableName(custom ? withoutPublisher(attribute) : attribute);
  const distinct = [...new Set([label, ...Object.values(labels)].map(comparableName))];
  const letters = distinct.reduce((sum, text) => sum + text.length, own.length);
  const names = { own, labels: distinct, letters };
  comparable.set(crmField, names);
  return names;
}

function scorePair(
  contactField: ContactField,
  crmField: CrmField,
  similarities: readonly ((name: string) => number)[],
  { own, labels }: ComparableNames,
): SuggestedRow | null {
  if (!canConvert(contactField.type, crmField.type)) return null;
  const best = (names: readonly string[]): number => {
    let most = 0;
    for (const similarity of similarities) {
      for (const name of names) most = Math.max(most, similarity(name));
    }
    return most;
  };
  const byName = best([own]);
  const byLabel = best(labels);
  const score = Math.max(byName, byLabel) * typeFactor(contactField, crmField);
  if (score < MIN_SCORE) return null;
  const reason = byName >= byLabel ? ('NAME' as const) : ('LABEL' as const);
  return { attribute: crmField.attribute, field: contactField.field, score: round(score), reason };
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
