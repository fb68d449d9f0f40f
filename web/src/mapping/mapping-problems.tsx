import { useSpeech } from '../i18n/language-context.tsx';
import { useIntegration } from '../integration/integration-context.tsx';
import { Notice } from '../ui/notice.tsx';
import type { MappingView } from './mapping-rows.ts';

/** What keeps a mapping from being saved, and what one should only know. */
export function MappingProblems({ view }: { view: MappingView }) {
  const { texts, format } = useSpeech();
  const { labels } = useIntegration();
  const words = texts.mapping.problems;
  const warned = view.warnings.map(({ attribute }) => labels.get(attribute) ?? attribute);
  return (
    <>
      {view.blocking.length > 0 && <Notice tone="danger" title={words.blocking(view.blocking.length)} />}
      {warned.length > 0 && (
        <Notice tone="info" title={words.warnings(warned.length, format.list(warned))}>
          <p>{words.warningsText}</p>
        </Notice>
      )}
    </>
  );
}
