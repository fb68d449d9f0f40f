import { useEffect, useRef } from 'react';
import { failureWords, withLabel } from '../../i18n/failure-words.ts';
import { useSpeech } from '../../i18n/language-context.tsx';
import { useIntegration } from '../../integration/integration-context.tsx';
import { Notice } from '../../ui/notice.tsx';
import type { MappingView } from './mapping-rows.ts';
import { RowList } from './row-list.tsx';

type MappingProblemsProps = {
  view: MappingView;
  /** Grows each time the person wants to go on in spite of them; then the focus comes here. */
  asked: number;
  onRow: (field: string, attribute: string) => void;
};

/** What keeps a mapping from being saved, with the way to each row. */
export function MappingProblems({ view, asked, onRow }: MappingProblemsProps) {
  const { texts } = useSpeech();
  const { labels } = useIntegration();
  const words = texts.mapping.problems;
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (asked > 0) box.current?.focus();
  }, [asked]);
  if (view.blocking.length === 0) return null;
  const rows = view.blocking.map(({ attribute, code, params }) => {
    const { title, next } = failureWords(texts, code, withLabel(params, labels));
    const { field } = params;
    return { attribute, field: typeof field === 'string' ? field : null, text: `${title} ${next}` };
  });
  return (
    <div ref={box} tabIndex={-1} className="gfc-focusable">
      <Notice tone="danger" title={words.blocking(view.blocking.length)}>
        <p>{words.blockingText}</p>
        <RowList rows={rows} onRow={onRow} />
      </Notice>
    </div>
  );
}
