import type { CrmField, MappingRow } from '@goodfunds/shared';
import { useId, useState } from 'react';
import { useSpeech } from '../i18n/language-context.tsx';
import { useIntegration } from '../integration/integration-context.tsx';
import { Button } from '../ui/button.tsx';
import { TranslationLineRow } from './translation-line-row.tsx';
import {
  type TranslationLine,
  translatedValues,
  translationChoices,
  translationLines,
  translationProblem,
} from './value-translation.ts';

type TranslationEditorProps = {
  field: CrmField;
  values: MappingRow['values'];
  onChange: (values: MappingRow['values']) => void;
};

/** Says which choice in the CRM a value from GoodFunds means. */
export function TranslationEditor({ field, values, onChange }: TranslationEditorProps) {
  const { texts, language } = useSpeech();
  const { crm } = useIntegration();
  const words = texts.mapping.values;
  const [lines, setLines] = useState(() => translationLines(values));
  const [hasAdded, setHasAdded] = useState(false);
  const titleId = useId();
  const choices = translationChoices(field, language, texts.common);

  const update = (next: TranslationLine[]) => {
    setLines(next);
    onChange(translatedValues(next, field));
  };

  return (
    <section className="gfc-translation" aria-labelledby={titleId}>
      <h4 className="gfc-subtitle" id={titleId}>
        {words.title}
      </h4>
      <p className="gfc-muted">{field.type === 'BOOLEAN' ? words.textBoolean : words.text}</p>
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
          onRemove={() => update(lines.toSpliced(index, 1))}
        />
      ))}
      <Button
        small
        icon="plus"
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
