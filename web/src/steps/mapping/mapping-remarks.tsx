import { useSpeech } from '../../i18n/language-context.tsx';
import { useIntegration } from '../../integration/integration-context.tsx';
import { Notice } from '../../ui/notice.tsx';
import type { MappingView } from './mapping-rows.ts';
import { riskWords } from './risk-words.ts';
import { RowList } from './row-list.tsx';

type MappingRemarksProps = { view: MappingView; onRow: (field: string, attribute: string) => void };

/** What one should know before saving: values that will fail, required attributes without a source, limits. */
export function MappingRemarks({ view, onRow }: MappingRemarksProps) {
  const { texts, format } = useSpeech();
  const { labels } = useIntegration();
  const words = texts.mapping.problems;
  const warned = view.warnings.map(({ attribute }) => labels.get(attribute) ?? attribute);
  const rows = view.seenRisks.map(({ field, attribute, remark }) => ({
    field,
    attribute,
    text: riskWords(texts.mapping, format, remark),
  }));
  return (
    <>
      {rows.length > 0 && (
        <Notice tone="warning" title={words.seen(rows.length)}>
          <RowList rows={rows} onRow={onRow} />
        </Notice>
      )}
      {(warned.length > 0 || view.hasLimits) && (
        <Notice tone="info" title={words.remarks}>
          {warned.length > 0 && (
            <p>
              {words.warnings(warned.length, format.list(warned))} {words.warningsText}
            </p>
          )}
          {view.hasLimits && <p>{words.limits}</p>}
        </Notice>
      )}
    </>
  );
}
