import {
  type ContactField,
  type CrmField,
  checkMapping,
  isRequiredRow,
  type Mapping,
  type MappingProblem,
  type MappingRisk,
  type MappingRow,
  mappingRisks,
  type SeenValues,
  type SuggestedRow,
} from '@goodfunds/shared';

export type Target = {
  attribute: string;
  row: MappingRow;
  /** `null` where the CRM no longer has the attribute. */
  crmField: CrmField | null;
  problem: MappingProblem | null;
  /** What can happen to its values; the row can be saved all the same. */
  risks: MappingRisk[];
  /** The row identifies the person, so it cannot be removed. */
  fixed: boolean;
};

/** A GoodFunds field, the attributes that it is written to, and a suggestion while there are none. */
export type FieldLine = { field: ContactField; targets: Target[]; suggestion: Suggestion | null };

export type Suggestion = { row: SuggestedRow; risks: MappingRisk[] };

type RowRemark<Remark> = { field: string; attribute: string; remark: Remark };

export type MappingView = {
  standard: FieldLine[];
  custom: FieldLine[];
  /** Suggestions that can still be accepted, each for a field of its own. */
  suggestions: SuggestedRow[];
  blocking: MappingProblem[];
  /** Includes those that an open suggestion would fix, because a suggestion can be ignored. */
  warnings: MappingProblem[];
  seenRisks: RowRemark<MappingRisk>[];
  hasLimits: boolean;
};

type MappingViewInput = {
  contactFields: readonly ContactField[];
  crmFields: readonly CrmField[];
  mapping: Mapping;
  requiredMapping: Mapping;
  seen: Readonly<Record<string, SeenValues>>;
  suggested: readonly SuggestedRow[];
};

export function viewMapping(input: MappingViewInput): MappingView {
  const { contactFields, crmFields, mapping, requiredMapping, seen, suggested } = input;
  const byAttribute = new Map(crmFields.map((field) => [field.attribute, field]));
  const problems = checkMapping(mapping, crmFields);
  const open = openSuggestions(mapping, suggested);
  const lines = withMissing(contactFields, mapping).map((field): FieldLine => {
    const targets = Object.entries(mapping)
      .filter(([, row]) => row.field === field.field)
      .map(([attribute, row]) => {
        const crmField = byAttribute.get(attribute) ?? null;
        const problem = problems.find((problem) => problem.attribute === attribute) ?? null;
        const fits = crmField !== null && problem === null;
        return {
          attribute,
          row,
          crmField,
          problem,
          risks: fits ? mappingRisks(row, field, seen[field.field], crmField) : [],
          fixed: isRequiredRow(requiredMapping, attribute, row),
        };
      });
    const row = targets.length > 0 ? undefined : open.find((each) => each.field === field.field);
    const suggested = row && byAttribute.get(row.attribute);
    const risks = suggested ? mappingRisks(row, field, seen[field.field], suggested) : [];
    const suggestion = row ? { row, risks: risks.filter(({ isSeen }) => isSeen) } : null;
    return { field, targets, suggestion };
  });
  const risks = lines.flatMap(({ field, targets }) =>
    targets.flatMap(({ attribute, risks }) =>
      risks.map((remark) => ({ field: field.field, attribute, remark })),
    ),
  );
  return {
    standard: lines.filter(({ field }) => !field.custom),
    custom: lines.filter(({ field }) => field.custom),
    suggestions: open,
    blocking: problems.filter(({ severity }) => severity === 'BLOCKING'),
    warnings: problems.filter(({ severity }) => severity === 'WARNING'),
    seenRisks: risks.filter(({ remark }) => remark.isSeen),
    hasLimits: risks.some(({ remark }) => remark.kind === 'TOO_LONG'),
  };
}

export function acceptSuggestions(mapping: Mapping, rows: readonly SuggestedRow[]): Mapping {
  const accepted = openSuggestions(mapping, rows).map(
    ({ attribute, score: _score, reason: _reason, ...row }): [string, MappingRow] => [attribute, row],
  );
  return { ...mapping, ...Object.fromEntries(accepted) };
}

/** The best suggestion of each field, while neither the field nor the attribute is mapped. */
function openSuggestions(mapping: Mapping, suggested: readonly SuggestedRow[]): SuggestedRow[] {
  const usedFields = new Set(Object.values(mapping).map(({ field }) => field));
  const usedAttributes = new Set(Object.keys(mapping));
  return suggested
    .toSorted((a, b) => b.score - a.score)
    .filter((row) => {
      if (usedFields.has(row.field) || usedAttributes.has(row.attribute)) return false;
      usedFields.add(row.field);
      usedAttributes.add(row.attribute);
      return true;
    });
}

/** A mapped custom field stays visible even if no contact has it any more. */
function withMissing(contactFields: readonly ContactField[], mapping: Mapping): ContactField[] {
  const known = new Set(contactFields.map(({ field }) => field));
  const missing = new Set(Object.values(mapping).flatMap(({ field }) => (known.has(field) ? [] : [field])));
  return [
    ...contactFields,
    ...[...missing].map((field): ContactField => ({ field, type: 'STRING', custom: true })),
  ];
}
