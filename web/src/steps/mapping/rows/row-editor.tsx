import { type ContactField, type CrmField, type MappingRow, ownProperty } from '@goodfunds/shared';
import { useId, useMemo } from 'react';
import { useI18n } from '../../../i18n/i18n-context.tsx';
import { useIntegration } from '../../../integration/integration-context.tsx';
import { rowStrategies } from '../../../integration/settings.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { Field } from '../../../ui/controls/field.tsx';
import { useMapping } from '../mapping-context.tsx';
import type { Target } from '../model/mapping-view.ts';
import { attributeOptions } from '../model/search-attributes.ts';
import { canTranslate, translationChoices } from '../model/value-translation.ts';
import { AttributeBadges } from './attribute-badges.tsx';
import { AttributeCombobox } from './attribute-combobox.tsx';
import { NeverEmpty } from './never-empty.tsx';
import { RowRemarks } from './target-row.tsx';
import { TranslationEditor } from './translation-editor.tsx';

/** The open row: the attribute, and for a mapped one its value translation and strategy. */
export function RowEditor({ field, target }: { field: ContactField; target: Target | null }) {
  const { texts, language } = useI18n();
  const { fields, mapping, dispatch } = useMapping();
  const attribute = target?.attribute ?? null;
  const options = useMemo(
    () =>
      attributeOptions({
        crmFields: fields.crmFields,
        mapping,
        current: attribute,
        sourceType: field.type,
        language,
      }),
    [fields.crmFields, mapping, attribute, field.type, language],
  );
  return (
    <div className="gfc-stack gfc-editor">
      <AttributeCombobox
        options={options}
        attribute={attribute}
        onChoose={(to) => dispatch({ type: 'MOVE', from: { field: field.field, attribute }, to })}
      />
      {target && <TargetSettings field={field} target={target} />}
      <div className="gfc-actions">
        <Button small variant={target ? 'primary' : 'secondary'} onClick={() => dispatch({ type: 'CLOSE' })}>
          {target ? texts.mapping.done : texts.common.cancel}
        </Button>
        {attribute !== null && (
          <Button
            small
            variant="quiet"
            icon="close"
            onClick={() => dispatch({ type: 'REMOVE', field: field.field, attribute })}
          >
            {texts.mapping.removeRow}
          </Button>
        )}
      </div>
    </div>
  );
}

function TargetSettings({ field, target }: { field: ContactField; target: Target }) {
  const { fields } = useMapping();
  const { crmField, problem, risks } = target;
  // The translation lists the words without a choice itself.
  const otherRisks = risks.filter(({ kind }) => kind !== 'NO_CHOICE');
  return (
    <>
      {crmField && <AttributeBadges field={crmField} />}
      <div className="gfc-stack gfc-tight gfc-remarks">
        <RowRemarks problem={problem} risks={otherRisks} />
      </div>
      {crmField && canTranslate(crmField) && (
        <TranslationEditor target={target} field={crmField} seen={fields.seen[field.field]} />
      )}
      {crmField && MATCHABLE.has(crmField.type) && <MatchChoice target={target} />}
      {crmField && <StrategySelect target={target} field={crmField} />}
    </>
  );
}

const MATCHABLE: ReadonlySet<CrmField['type']> = new Set<CrmField['type']>(['STRING', 'NUMBER']);

/** Whether people are recognised by the value. */
function MatchChoice({ target: { attribute, row } }: { target: Target }) {
  const t = useI18n().texts.mapping.match;
  const { dispatch } = useMapping();
  const id = useId();
  return (
    <div>
      <label className="gfc-checkbox">
        <input
          type="checkbox"
          checked={row.match ?? false}
          aria-describedby={id}
          onChange={({ target }) =>
            dispatch({ type: 'SET', attribute, row: { ...row, match: target.checked || null } })
          }
        />
        {t.label}
      </label>
      <p className="gfc-muted gfc-small" id={id}>
        {t.hint}
      </p>
    </div>
  );
}

type StrategySelectProps = { target: Target; field: CrmField };

/** The strategy of one row, where it differs from that of the integration. */
function StrategySelect({ target: { attribute, row }, field }: StrategySelectProps) {
  const { texts } = useI18n();
  const { dispatch } = useMapping();
  const { objectionAttributes } = useIntegration();
  const t = texts.mapping;
  const strategies = rowStrategies(field);
  const choose = (value: string) => {
    const strategy = strategies.find((known) => known === value) ?? null;
    const { stricter: _, ...others } = row;
    const stricter = strategy === STRICTER && { stricter: true };
    dispatch({ type: 'SET', attribute, row: { ...others, strategy, ...stricter } });
  };
  const suggestsStricter = objectionAttributes.includes(attribute) && row.strategy !== STRICTER;
  return (
    <>
      <Field
        label={t.rowStrategy}
        help={row.strategy && ownProperty(texts.strategy.strategies, row.strategy)?.text}
      >
        {(ids) => (
          <select
            {...ids}
            className="gfc-input gfc-select"
            part="input"
            value={row.strategy ?? ''}
            onChange={({ target }) => choose(target.value)}
          >
            <option value="">{t.rowStrategyInherit}</option>
            {strategies.map((known) => (
              <option key={known} value={known}>
                {texts.strategy.strategies[known].title}
              </option>
            ))}
          </select>
        )}
      </Field>
      <NeverEmpty attribute={attribute} row={row} field={field} />
      {suggestsStricter && field.type === 'BOOLEAN' && (
        <div className="gfc-stack gfc-start">
          <p className="gfc-small">{t.suggestStricter}</p>
          <Button small onClick={() => choose(STRICTER)}>
            {t.useStrategy(texts.strategy.strategies[STRICTER].title)}
          </Button>
        </div>
      )}
      {row.strategy === STRICTER && <StricterSelect attribute={attribute} row={row} field={field} />}
    </>
  );
}

const STRICTER = 'UPDATE_IF_STRICTER';

type StricterSelectProps = { attribute: string; row: MappingRow; field: CrmField };

/** Which of the two values wins. */
function StricterSelect({ attribute, row, field }: StricterSelectProps) {
  const { texts, language } = useI18n();
  const { dispatch } = useMapping();
  const choices = translationChoices(field, language, texts.common) ?? [];
  return (
    <Field label={texts.mapping.stricter}>
      {(ids) => (
        <select
          {...ids}
          className="gfc-input gfc-select"
          part="input"
          value={String(row.stricter ?? true)}
          onChange={({ target }) =>
            dispatch({ type: 'SET', attribute, row: { ...row, stricter: target.value === 'true' } })
          }
        >
          {choices.map(({ value, label }) => (
            <option key={String(value)} value={String(value)}>
              {label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
