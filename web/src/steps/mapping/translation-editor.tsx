import { type CrmField, type MappingRow, type SeenValues, unmatchedWords } from '@goodfunds/shared';
import { useId, useRef, useState } from 'react';
import { useSpeech } from '../../i18n/language-context.tsx';
import { useIntegration } from '../../integration/integration-context.tsx';
import { Button } from '../../ui/button.tsx';
import { isInverted, withInversion, withoutInversion } from './inversion.ts';
import { InversionChoice } from './inversion-choice.tsx';
import { TranslationLineRow } from './translation-line-row.tsx';
import {
  recognisedWords,
  type TranslationLine,
  translatedValues,
  translationChoices,
  translationLines,
  translationProblem,
} from './value-translation.ts';

type TranslationEditorProps = {
  field: CrmField;
  row: MappingRow;
  seen: SeenValues | undefined;
  onChange: (values: MappingRow['values']) => void;
};

/** Says which choice in the CRM a value from GoodFunds means. Values that have none yet stand there already. */
export function TranslationEditor({ field, row, seen, onChange }: TranslationEditorProps) {
  const { texts, language, format } = useSpeech();
  const { crm } = useIntegration();
  const words = texts.mapping.values;
  const [lines, setLines] = useState(() => [
    ...translationLines(withoutInversion(row.values)),
    ...unmatchedWords(row, seen, field).map((from) => ({ from, to: '' })),
  ]);
  const [hasAdded, setHasAdded] = useState(false);
  const titleId = useId();
  const addButton = useRef<HTMLButtonElement>(null);
  const choices = translationChoices(field, language, texts.common);
  const inverted = field.type === 'BOOLEAN' && isInverted(row.values);
  const recognised = recognisedWords(row, seen, field);

  const update = (next: TranslationLine[]) => {
    setLines(next);
    onChange(withInversion(translatedValues(next, field), inverted));
  };

  return (
    <section className="gfc-stack gfc-translation" aria-labelledby={titleId}>
      <h4 className="gfc-strong" id={titleId}>
        {words.title}
      </h4>
      <p className="gfc-muted">{field.type === 'BOOLEAN' ? words.textBoolean : words.text}</p>
      {recognised.length > 0 && <p>{words.recognised(format.list(recognised))}</p>}
      {field.type === 'BOOLEAN' && (
        <InversionChoice
          choices={choices}
          checked={inverted}
          onChange={(checked) => onChange(withInversion(translatedValues(lines, field), checked))}
        />
      )}
      {lines.length > 0 && (
        <div className="gfc-translation-head" aria-hidden="true">
          <span>{words.from}</span>
          <span>{words.to(crm)}</span>
        </div>
      )}
      {lines.map((line, index) => (
        <TranslationLineRow
          // Lines have no identity but their place; what is typed would be lost with any other key.
          // oxlint-disable-next-line react/no-array-index-key
          key={index}
          line={line}
          choices={choices}
          multiple={field.multiple}
          problem={translationProblem(lines, index, choices)}
          takesFocus={hasAdded && index === lines.length - 1}
          onChange={(changed) => update(lines.with(index, changed))}
          onRemove={() => {
            setHasAdded(false);
            addButton.current?.focus();
            update(lines.toSpliced(index, 1));
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
        {words.add}
      </Button>
    </section>
  );
}
