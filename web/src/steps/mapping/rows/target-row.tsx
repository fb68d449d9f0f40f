import { type ContactField, type MappingProblem, type MappingRisk, ownProperty } from '@goodfunds/shared';
import { failureMessage, withLabel } from '../../../i18n/failure-message.ts';
import { useI18n } from '../../../i18n/i18n-context.tsx';
import { useIntegration } from '../../../integration/integration-context.tsx';
import { labelOf } from '../../../integration/labels.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/controls/button.tsx';
import { useFocusWhen } from '../../../ui/hooks/focus.ts';
import { Icon } from '../../../ui/icon.tsx';
import { isSameRow, useMapping } from '../mapping-context.tsx';
import { fieldLabel, riskMessage } from '../messages.ts';
import type { Target } from '../model/mapping-view.ts';
import { isInverted, withoutInversion } from '../model/value-translation.ts';
import { RequiredBadge } from './attribute-badges.tsx';
import { NeverEmpty } from './never-empty.tsx';

export function TargetRow({ field: { field }, target }: { field: ContactField; target: Target }) {
  const { texts, language } = useI18n();
  const { focused, dispatch } = useMapping();
  const { attribute, crmField, row, problem, risks, fixed } = target;
  const button = useFocusWhen<HTMLButtonElement>(isSameRow(focused, field, attribute));
  const t = texts.mapping;
  const label = (crmField && labelOf(crmField, language)) || attribute;
  const translated = Object.keys(withoutInversion(row.values)).length;
  return (
    <div className="gfc-target" data-problem={problem?.severity}>
      <div className="gfc-stack gfc-tight gfc-target-name">
        <span className="gfc-inline">
          <span className="gfc-strong">{label}</span> {label !== attribute && <code>{attribute}</code>}
          {crmField && <RequiredBadge field={crmField} />}
          {crmField?.custom && <Badge>{t.custom}</Badge>}
          {isInverted(row.values) && <Badge>{t.values.inverted}</Badge>}
          {translated > 0 && <Badge>{t.values.count(translated)}</Badge>}
          {row.strategy && (
            <Badge>
              {ownProperty(texts.strategy.strategies, row.strategy)?.title ?? texts.common.unknown}
            </Badge>
          )}
        </span>
        {fixed && <span className="gfc-muted gfc-small">{t.fixed}</span>}
        <RowRemarks problem={problem} risks={risks} />
        {crmField && <NeverEmpty attribute={attribute} row={row} field={crmField} />}
      </div>
      {fixed ? (
        <Icon name="lock" />
      ) : (
        <Button
          small
          variant="quiet"
          ref={button}
          aria-label={t.changeField(fieldLabel(t, field), label)}
          onClick={() => dispatch({ type: 'OPEN', row: { field, attribute } })}
        >
          {texts.common.change}
        </Button>
      )}
    </div>
  );
}

type RowRemarksProps = { problem: MappingProblem | null; risks: readonly MappingRisk[] };

/** Why a row cannot work, which stored values would fail, and what else can happen to values. */
export function RowRemarks({ problem, risks }: RowRemarksProps) {
  const { texts, format } = useI18n();
  const { labels } = useIntegration();
  const message = problem && failureMessage(texts, problem.code, withLabel(problem.params, labels));
  const messages = (isSeen: boolean) =>
    risks
      .filter((risk) => risk.isSeen === isSeen)
      .map((risk) => riskMessage(texts.mapping, format, risk))
      .join(' ');
  const [seen, possible] = [messages(true), messages(false)];
  return (
    <>
      {message && (
        <span className="gfc-danger-text gfc-small gfc-field-message">
          <Icon name="warning" />
          <span>
            {message.title} {message.next}
          </span>
        </span>
      )}
      {seen !== '' && (
        <span className="gfc-warning-text gfc-small gfc-field-message">
          <Icon name="warning" />
          <span>{seen}</span>
        </span>
      )}
      {possible !== '' && <span className="gfc-muted gfc-small">{possible}</span>}
    </>
  );
}
