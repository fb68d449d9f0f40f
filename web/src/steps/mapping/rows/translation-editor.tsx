import { type CrmField, type SeenValues, unmatchedWords } from '@goodfunds/shared';
import { useId, useRef, useState } from 'react';
import { useI18n } from '../../../i18n/i18n-context.tsx';
import { useIntegration } from '../../../integration/integration-context.tsx';
import { Button } from '../../../ui/controls/button.tsx';
import { useMapping } from '../mapping-context.tsx';
import type { Target } from '../model/mapping-view.ts';
import {
  isInverted,
  recognisedWords,
  type TranslationLine,
  translatedValues,
  translationChoices,
  translationLines,
  translationProblem,
  withInversion,
  withoutInversion,
} from '../model/value-translation.ts';
import { TranslationLineRow } from './translation-line.tsx';

type TranslationEditorProps = { target: Target; field: CrmField; seen: SeenValues | undefined };

/** Maps values of GoodFunds to choices of the CRM. Begins with a line for each stored value without a choice. */
export function TranslationEditor({ target: { attribute, row }, field, seen }: TranslationEditorProps) {
  const { texts, language, format } = useI18n();
  const { crm } = useIntegration();
  const { dispatch } = useMapping();
  const t = texts.mapping.values;
  const isText = field.type === 'STRING';
  const [lines, setLines] = useState<readonly TranslationLine[]>(() => [
    ...translationLines(withoutInversion(row.values)),
    ...(isText ? [] : unmatchedWords(row, seen, field).map((from) => ({ from, to: '' }))),
  ]);
  const [hasAdded, setHasAdded] = useState(false);
  const id = useId();
  const addButton = useRef<HTMLButtonElement>(null);
  const choices = translationChoices(field, language, texts.common);
  const isBoolean = field.type === 'BOOLEAN';
  const inverted = isBoolean && isInverted(row.values);
  const recognised = isText ? [] : recognisedWords(row, seen, field);

  const change = (next: readonly TranslationLine[], isNowInverted = inverted) => {
    const values = withInversion(translatedValues(next, field), isNowInverted);
    setLines(next);
    dispatch({ type: 'SET', attribute, row: { ...row, values } });
  };

  return (
    <section className="gfc-stack gfc-start" aria-labelledby={id}>
      <h4 className="gfc-strong" id={id}>
        {t.title}
      </h4>
      <p className="gfc-muted gfc-small">{isText ? t.textText : isBoolean ? t.textBoolean : t.text}</p>
      {recognised.length > 0 && <p className="gfc-small">{t.recognised(format.list(recognised))}</p>}
      {isBoolean && (
        <div>
          <label className="gfc-checkbox">
            <input
              type="checkbox"
              checked={inverted}
              aria-describedby={`${id}-hint`}
              onChange={({ target }) => change(lines, target.checked)}
            />
            {t.inverted}
          </label>
          <p className="gfc-muted gfc-small" id={`${id}-hint`}>
            {t.invertedHint(labelOfChoice('true'), labelOfChoice('false'))}
          </p>
        </div>
      )}
      {lines.length > 0 && (
        <div className="gfc-muted gfc-small gfc-translation-head" aria-hidden="true">
          <span>{t.from}</span>
          <span>{isText ? t.toText(crm) : t.to(crm)}</span>
        </div>
      )}
      {lines.map((line, index) => (
        <TranslationLineRow
          // A line has no identity except its position; with any other key, typing would lose the focus.
          // oxlint-disable-next-line react/no-array-index-key
          key={index}
          line={line}
          choices={choices}
          multiple={field.multiple}
          problem={translationProblem(lines, index, choices)}
          takesFocus={hasAdded && index === lines.length - 1}
          onChange={(changed) => change(lines.with(index, changed))}
          onRemove={() => {
            setHasAdded(false);
            addButton.current?.focus();
            change(lines.toSpliced(index, 1));
          }}
        />
      ))}
      <Button
        small
        icon="plus"
        ref={addButton}
        onClick={() => {
          setHasAdded(true);
          setLines([...lines, { from: '', to: '' }]);
        }}
      >
        {t.add}
      </Button>
    </section>
  );

  function labelOfChoice(value: string): string {
    return choices?.find((choice) => choice.value === value)?.label ?? value;
  }
}
