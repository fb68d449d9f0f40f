import type { CrmOption } from '@goodfunds/shared';
import type { MetadataLabel, MetadataOption, MetadataOptionSet } from './schema.ts';

/**
 * A text in the language of the application user, else in the first language it has. Dataverse answers no user
 * label for columns without one in that language.
 */
export function readLabel(label: MetadataLabel | null | undefined): string | null {
  const candidates = [
    label?.UserLocalizedLabel?.Label,
    ...(label?.LocalizedLabels ?? []).map(({ Label }) => Label),
  ];
  return candidates.find((text) => text !== null && text !== undefined && text.trim() !== '') ?? null;
}

/** Every text by its language code. */
export function readLabels(label: MetadataLabel | null | undefined): Record<string, string> {
  return Object.fromEntries(
    (label?.LocalizedLabels ?? []).flatMap(({ Label, LanguageCode }) =>
      Label ? [[LanguageCode, Label]] : [],
    ),
  );
}

/** The options of a choice, global or its own, or the two of a yes-or-no attribute. */
export function readOptions(
  own: MetadataOptionSet | null | undefined,
  global: MetadataOptionSet | null | undefined,
): CrmOption[] {
  const filled = own?.Options?.length ? own : (global ?? own);
  const { Options, FalseOption, TrueOption } = filled ?? {};
  if (Options) return Options.map((option) => readOption(option, option.Value));
  return [
    ...(FalseOption ? [readOption(FalseOption, false)] : []),
    ...(TrueOption ? [readOption(TrueOption, true)] : []),
  ];
}

function readOption({ Value, Label }: MetadataOption, value: number | boolean): CrmOption {
  return { value, label: readLabel(Label) ?? String(Value), labels: readLabels(Label) };
}
