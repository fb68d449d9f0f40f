import type { CrmField, MappingRow } from '@goodfunds/shared';
import { useI18n } from '../../../i18n/i18n-context.tsx';
import { RECOMMENDED_STRATEGY } from '../../../integration/settings.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { useMapping } from '../mapping-context.tsx';

type NeverEmptyProps = { attribute: string; row: MappingRow; field: CrmField };

/** Says that a field with a default is never filled if only empty ones are, and offers the strategy that works. */
export function NeverEmpty({ attribute, row, field }: NeverEmptyProps) {
  const { texts } = useI18n();
  const { strategy, dispatch } = useMapping();
  if (!field.hasDefault || (row.strategy ?? strategy) !== 'UPDATE_IF_EMPTY') return null;
  const t = texts.mapping;
  return (
    <div className="gfc-stack gfc-tight gfc-start" data-never-empty>
      <span className="gfc-warning-text gfc-small">{t.neverEmpty}</span>
      <Button
        small
        onClick={() => dispatch({ type: 'SET', attribute, row: { ...row, strategy: RECOMMENDED_STRATEGY } })}
      >
        {t.useStrategy(texts.strategy.strategies[RECOMMENDED_STRATEGY].title)}
      </Button>
    </div>
  );
}
