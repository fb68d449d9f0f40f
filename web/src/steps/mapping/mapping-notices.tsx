import { useEffect, useRef } from 'react';
import { failureMessage, withLabel } from '../../i18n/failure-message.ts';
import { useI18n } from '../../i18n/i18n-context.tsx';
import { useIntegration } from '../../integration/integration-context.tsx';
import { Button } from '../../ui/controls/button.tsx';
import { Notice } from '../../ui/feedback/notice.tsx';
import { useMapping } from './mapping-context.tsx';
import { fieldLabel, riskMessage } from './messages.ts';

/** What keeps the mapping from being saved. Takes the focus after each attempt to continue. */
export function MappingProblems({ attempts }: { attempts: number }) {
  const { texts } = useI18n();
  const { labels } = useIntegration();
  const { blocking } = useMapping().view;
  const t = texts.mapping.problems;
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (attempts > 0) box.current?.focus();
  }, [attempts]);
  if (blocking.length === 0) return null;
  const rows = blocking.map(({ attribute, code, params }) => {
    const { title, next } = failureMessage(texts, code, withLabel(params, labels));
    const { field } = params;
    return { attribute, field: typeof field === 'string' ? field : null, text: `${title} ${next}` };
  });
  return (
    <div ref={box} tabIndex={-1} className="gfc-focusable">
      <Notice tone="danger" title={t.blocking(blocking.length)}>
        <p>{t.blockingText}</p>
        <RowList rows={rows} />
      </Notice>
    </div>
  );
}

/** Values that will fail, required attributes without a source, limits: none of it prevents saving. */
export function MappingRemarks() {
  const { texts, format } = useI18n();
  const { labels } = useIntegration();
  const { view } = useMapping();
  const t = texts.mapping.problems;
  const warned = view.warnings.map(({ attribute }) => labels.get(attribute) ?? attribute);
  const rows = view.seenRisks.map(({ field, attribute, remark }) => ({
    field,
    attribute,
    text: riskMessage(texts.mapping, format, remark),
  }));
  return (
    <>
      {rows.length > 0 && (
        <Notice tone="warning" title={t.seen(rows.length)}>
          <RowList rows={rows} />
        </Notice>
      )}
      {(warned.length > 0 || view.hasLimits) && (
        <Notice tone="neutral" title={t.remarks}>
          {warned.length > 0 && (
            <p>
              {t.warnings(warned.length, format.list(warned))} {t.warningsText}
            </p>
          )}
          {view.hasLimits && <p>{t.limits}</p>}
        </Notice>
      )}
    </>
  );
}

/** Remarks on rows with a button that opens the row; `field` is `null` where an attribute has no row. */
function RowList({ rows }: { rows: readonly { field: string | null; attribute: string; text: string }[] }) {
  const { texts } = useI18n();
  const { labels, requiredMapping } = useIntegration();
  const { dispatch } = useMapping();
  const t = texts.mapping.problems;
  return (
    <ul className="gfc-stack gfc-row-list">
      {rows.map(({ field, attribute, text }) => {
        const label = labels.get(attribute) ?? attribute;
        const title = field === null ? label : `${fieldLabel(texts.mapping, field)} → ${label}`;
        return (
          <li key={`${attribute} ${text}`} className="gfc-row gfc-between">
            <span>
              <span className="gfc-strong">{title}</span>: {text}
            </span>
            {field !== null && !Object.hasOwn(requiredMapping, attribute) && (
              <Button
                small
                aria-label={t.toRowOf(title)}
                onClick={() => dispatch({ type: 'OPEN', row: { field, attribute } })}
              >
                {t.toRow}
              </Button>
            )}
          </li>
        );
      })}
    </ul>
  );
}
