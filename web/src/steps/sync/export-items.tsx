import type { Run } from '@goodfunds/shared';
import { toPanelError } from '../../api/panel-error.ts';
import { useSpeech } from '../../i18n/language-context.tsx';
import { Button } from '../../ui/button.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useExportItems } from './use-export-items.ts';
import type { ItemsFilter } from './use-items.ts';

/** Saves all contacts of a run as a table, or those alone that are shown. */
export function ExportItems({ run, shown }: { run: Run; shown: ItemsFilter }) {
  const { texts } = useSpeech();
  const words = texts.sync.items;
  const all = useExportItems(run, ALL_ITEMS);
  const some = useExportItems(run, shown);
  const isFiltered = shown.outcome !== null || shown.reason !== null || shown.search !== '';
  const error = all.error ?? some.error;
  return (
    <>
      <div className="gfc-actions">
        <Button variant="quiet" icon="download" busy={all.isPending} onClick={() => all.mutate()}>
          {words.export(run.counts.total)}
        </Button>
        {isFiltered && (
          <Button variant="quiet" icon="download" busy={some.isPending} onClick={() => some.mutate()}>
            {words.exportShown}
          </Button>
        )}
      </div>
      {error && <FailureNotice error={toPanelError(error)} />}
    </>
  );
}

const ALL_ITEMS: ItemsFilter = { outcome: null, reason: null, search: '' };
