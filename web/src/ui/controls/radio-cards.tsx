import { type ReactNode, useId } from 'react';

const LAYOUTS = {
  stack: 'gfc-stack gfc-radios-stack',
  columns: 'gfc-tiles',
  row: 'gfc-tiles gfc-radios-row',
};

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
  layout: keyof typeof LAYOUTS;
  cards: readonly RadioCard<Value>[];
  value: Value;
  onChange: (value: Value) => void;
};

export function RadioCards<Value extends string>(props: RadioCardsProps<Value>) {
  const { legend, legendHidden = false, hint, layout, cards, value, onChange } = props;
  const name = useId();
  return (
    <fieldset className="gfc-stack gfc-fieldset" aria-describedby={hint ? `${name}-hint` : undefined}>
      <legend className={legendHidden ? 'gfc-visually-hidden' : 'gfc-legend'}>{legend}</legend>
      {hint && (
        <p className="gfc-muted gfc-small" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      <div className={LAYOUTS[layout]}>
        {cards.map((card) => (
          <div
            key={card.value}
            className="gfc-box gfc-choosable gfc-radio"
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
              <span className="gfc-strong gfc-inline">
                {card.title}
                {card.badge}
              </span>
            </label>
            <div className="gfc-muted gfc-small gfc-indented" id={`${name}-${card.value}`}>
              {card.text}
            </div>
            {card.example}
          </div>
        ))}
      </div>
    </fieldset>
  );
}
