import type { CrmField, CrmOption } from '@goodfunds/shared';
import { normaliseLabel } from '../../crm/option-text.ts';

/** The most labels that a refusal lists. A person reads no more, and an answer should stay small. */
const LISTED_LABELS = 100;

/** The values of all options with that label, in any language of the environment. */
export function matchOptions(label: string, options: readonly CrmOption[]): CrmOption['value'][] {
  const wanted = normaliseLabel(label);
  return options
    .filter((option) => [option.label, ...Object.values(option.labels)].map(normaliseLabel).includes(wanted))
    .map((option) => option.value);
}

/** What can be chosen, for people. */
export function optionLabels({ options }: CrmField): string[] {
  return options.slice(0, LISTED_LABELS).map((option) => option.label);
}
