import { type ReactNode, useId } from 'react';
import { classNames } from '../class-names.ts';

type RadioCard<Value extends string> = {
  value: Value;
  title: string;
  text: string;
  badge?: ReactNode;
  example?: ReactNode;
};

type RadioCardsProps<Value extends string> = {
  legend: string;
  legendHidden?: boolean;
  hint?: string;
  layout: 'stack' | 'columns' | 'row';
  cards: readonly RadioCard<Value>[];
  value: Value;
  onChange: (value: Value) => void;
};

/** A choice among a few options with explanations. */
export function RadioCards<Value extends string>(props: RadioCardsProps<Value>) {
  const { legend, legendHidden = false, hint, layout, cards, value, onChange } = props;
  const name = useId();
  return (
    <fieldset className="gfc-fieldset" aria-describedby={hint ? `${name}-hint` : undefined}>
      <legend className={legendHidden ? 'gfc-visually-hidden' : 'gfc-legend'}>{legend}</legend>
      {hint && (
        <p className="gfc-hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      <div className={classNames('gfc-radios', `gfc-radios-${layout}`)}>
        {cards.map((card) => (
          <div
            key={card.value}
            className="gfc-choosable gfc-radio"
            part="choice"
            data-checked={card.value === value || undefined}
          >
            <label className="gfc-radio-label">
              <input
                type="radio"
                name={name}
                value={card.value}
                checked={card.value === value}
                onChange={() => onChange(card.value)}
                aria-describedby={`${name}-${card.value}`}
              />
              <span className="gfc-radio-title">
                {card.title}
                {card.badge}
              </span>
            </label>
            <div className="gfc-radio-text" id={`${name}-${card.value}`}>
              {card.text}
            </div>
            {card.example}
          </div>
        ))}
      </div>
    </fieldset>
  );
}
