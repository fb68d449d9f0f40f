import type { CrmField } from '@goodfunds/shared';
import { toPanelError } from '../../api/panel-error.ts';
import { useSpeech } from '../../i18n/language-context.tsx';
import { labelOf } from '../../integration/labels.ts';
import type { useFields } from '../../integration/use-fields.ts';
import { Button } from '../../ui/button.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import type { FieldChanges } from './field-changes.ts';

/** When the fields were read from the CRM, and a way to read them again after something changed there. */
export function Freshness({ fields: { query, refresh } }: { fields: ReturnType<typeof useFields> }) {
  const { texts, format } = useSpeech();
  const words = texts.mapping;
  if (!query.data) return null;
  return (
    <div className="gfc-row">
      <span className="gfc-muted gfc-small">{words.freshness(format.moment(query.data.fetchedAt))}</span>
      <Button small variant="quiet" icon="refresh" busy={refresh.isPending} onClick={() => refresh.mutate()}>
        {refresh.isPending ? words.refreshing : words.refresh}
      </Button>
      <output className="gfc-freshness-news">{refresh.data && <Changes changes={refresh.data} />}</output>
      {refresh.error && <FailureNotice error={toPanelError(refresh.error)} />}
    </div>
  );
}

/** More names than these nobody reads. */
const MOST_NAMED = 5;

function Changes({ changes }: { changes: FieldChanges }) {
  const { texts, format, language } = useSpeech();
  const words = texts.mapping.refreshed;
  const name = (fields: readonly CrmField[]) => {
    const shown = fields.slice(0, MOST_NAMED).map((field) => labelOf(field, language) || field.attribute);
    const others = fields.length - shown.length;
    return format.list(others > 0 ? [...shown, words.others(others)] : shown);
  };
  const sentences = (['removed', 'changed', 'added'] as const)
    .filter((kind) => changes[kind].length > 0)
    .map((kind) => words[kind](name(changes[kind])));
  return sentences.length > 0 ? sentences.join(' ') : words.same;
}
