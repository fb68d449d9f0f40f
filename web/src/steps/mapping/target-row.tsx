import { useSpeech } from '../../i18n/language-context.tsx';
import { labelOf } from '../../integration/labels.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useFocusWhen } from '../../ui/use-focus-when.ts';
import { RequiredBadge } from './attribute-badges.tsx';
import { isInverted, withoutInversion } from './inversion.ts';
import type { Target } from './mapping-rows.ts';
import { RowRemarks } from './row-remarks.tsx';

type TargetRowProps = { fieldLabel: string; target: Target; takesFocus: boolean; onEdit: () => void };

/** Where a field's value goes, as a line to read; it opens on demand. */
export function TargetRow({ fieldLabel, target, takesFocus, onEdit }: TargetRowProps) {
  const { texts, language } = useSpeech();
  const button = useFocusWhen<HTMLButtonElement>(takesFocus);
  const { attribute, crmField, row, problem, fixed } = target;
  const label = (crmField && labelOf(crmField, language)) || attribute;
  const translated = Object.keys(withoutInversion(row.values)).length;
  return (
    <div className="gfc-target" data-problem={problem?.severity}>
      <div className="gfc-target-name">
        <span className="gfc-target-label">
          <span className="gfc-strong">{label}</span> {label !== attribute && <code>{attribute}</code>}
          {crmField && <RequiredBadge field={crmField} />}
          {crmField?.custom && <Badge>{texts.mapping.custom}</Badge>}
          {isInverted(row.values) && <Badge>{texts.mapping.values.inverted}</Badge>}
          {translated > 0 && <Badge>{texts.mapping.values.count(translated)}</Badge>}
          {row.strategy && (
            <Badge>{texts.strategy.strategies[row.strategy]?.title ?? texts.common.unknown}</Badge>
          )}
        </span>
        {fixed && <span className="gfc-muted gfc-small">{texts.mapping.fixed}</span>}
        <RowRemarks target={target} />
      </div>
      {fixed ? (
        <Icon name="lock" />
      ) : (
        <Button
          small
          variant="quiet"
          ref={button}
          aria-label={texts.mapping.changeField(fieldLabel, label)}
          onClick={onEdit}
        >
          {texts.common.change}
        </Button>
      )}
    </div>
  );
}
