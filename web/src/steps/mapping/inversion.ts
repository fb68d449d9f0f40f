import { type MappingRow, NO_WORDS, YES_WORDS } from '@goodfunds/shared';

type Values = NonNullable<MappingRow['values']>;

/** Whether a translation turns every yes into a no and every no into a yes. */
export function isInverted(values: MappingRow['values']): boolean {
  return Object.entries(INVERTED).every(([word, meaning]) => values?.[word] === meaning);
}

/** The translation with yes and no exchanged, or as they are. What else it says of other words stays. */
export function withInversion(values: MappingRow['values'], inverted: boolean): MappingRow['values'] {
  const changed = { ...withoutInversion(values), ...(inverted && INVERTED) };
  return Object.keys(changed).length > 0 ? changed : null;
}

/** What a person has translated word by word. */
export function withoutInversion(values: MappingRow['values']): Values {
  if (!isInverted(values)) return values ?? {};
  return Object.fromEntries(Object.entries(values ?? {}).filter(([word]) => !Object.hasOwn(INVERTED, word)));
}

/** Every word that is understood as yes or no, with the opposite of what it means. */
const INVERTED: Values = Object.fromEntries([
  ...YES_WORDS.map((word) => [word, false] as const),
  ...NO_WORDS.map((word) => [word, true] as const),
]);
