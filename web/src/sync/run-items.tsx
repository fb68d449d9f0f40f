import type { Outcome, Run } from '@goodfunds/shared';
import { useState } from 'react';
import { toPanelError } from '../api/panel-error.ts';
import { useSpeech } from '../i18n/language-context.tsx';
import { Button } from '../ui/button.tsx';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { Field } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { QueryState } from '../ui/query-state.tsx';
import { useDebounced } from '../ui/use-debounced.ts';
import { groupItems, sizeOfGroup } from './group-items.ts';
import { ItemGroupView } from './item-group.tsx';
import { isOpen } from './run-view.ts';
import { useExportItems } from './use-export-items.ts';
import { useItems } from './use-items.ts';

type RunItemsProps = { run: Run; outcome: Outcome | null; onRun: (run: Run) => void };

/** The contacts of a run, by outcome and cause. */
export function RunItems({ run, outcome, onRun }: RunItemsProps) {
  const { texts } = useSpeech();
  const words = texts.sync.items;
  const [typed, setTyped] = useState('');
  const search = useDebounced(typed.trim(), 300);
  const query = useItems(run.id, isOpen(run), { outcome, reason: null, search });
  const exporting = useExportItems(run, { outcome, search });
  return (
    <section className="gfc-items" aria-label={words.title}>
      <Field label={words.search}>
        {(ids) => (
          <span className="gfc-search">
            <Icon name="search" />
            <input
              {...ids}
              className="gfc-input"
              part="input"
              type="search"
              placeholder={words.searchPlaceholder}
              value={typed}
              onChange={({ target }) => setTyped(target.value)}
            />
          </span>
        )}
      </Field>
      <QueryState query={query} lines={4}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0) return <p className="gfc-empty">{emptyWords()}</p>;
          const groups = groupItems(items);
          return groups.map((group) => (
            <ItemGroupView
              key={group.key}
              group={group}
              // With one cause alone, the button above does the same.
              canRetry={groups.length > 1 && !isOpen(run)}
              count={sizeOfGroup(group, run, { isWhole: !query.hasNextPage, isSearch: search !== '' })}
              run={run}
              onRun={onRun}
            />
          ));
        }}
      </QueryState>
      <div className="gfc-actions">
        {query.hasNextPage && (
          <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {texts.common.more}
          </Button>
        )}
        <Button variant="quiet" icon="download" busy={exporting.isPending} onClick={() => exporting.mutate()}>
          {words.export}
        </Button>
      </div>
      {exporting.error && <FailureNotice error={toPanelError(exporting.error)} />}
    </section>
  );

  function emptyWords(): string {
    if (search !== '') return words.emptySearch(search);
    return isOpen(run) && run.counts.total === run.counts.pending ? words.emptyPending : words.empty;
  }
}
