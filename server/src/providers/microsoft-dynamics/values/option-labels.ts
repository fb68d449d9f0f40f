import type { CrmField } from '@goodfunds/shared';

/** The most labels that a refusal lists. A person reads no more, and an answer should stay small. */
const LISTED_LABELS = 100;

/** What can be chosen, for people. */
export function optionLabels({ options }: CrmField): string[] {
  return options.slice(0, LISTED_LABELS).map((option) => option.label);
}
