import type { UpdateStrategy } from '@goodfunds/shared';
import { useSpeech } from '../../i18n/language-context.tsx';
import { Field } from '../../ui/field.tsx';
import { updateStrategies } from '../rules/update-strategies.ts';

type RowStrategySelectProps = {
  value: UpdateStrategy | null;
  onChange: (strategy: UpdateStrategy | null) => void;
};

/** A rule for one row, where it differs from the rule of all. */
export function RowStrategySelect({ value, onChange }: RowStrategySelectProps) {
  const { texts } = useSpeech();
  const titles = texts.strategy.strategies;
  return (
    <Field label={texts.mapping.rowStrategy}>
      {(ids) => (
        <select
          {...ids}
          className="gfc-input gfc-select"
          part="input"
          value={value ?? ''}
          onChange={({ target }) =>
            onChange(updateStrategies.find((strategy) => strategy === target.value) ?? null)
          }
        >
          <option value="">{texts.mapping.rowStrategyInherit}</option>
          {updateStrategies.map((strategy) => (
            <option key={strategy} value={strategy}>
              {titles[strategy].title}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
