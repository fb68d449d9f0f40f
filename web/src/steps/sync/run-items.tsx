import type { Run } from '@goodfunds/shared';
import { useState } from 'react';
import { useSpeech } from '../../i18n/language-context.tsx';
import { MoreButton } from '../../ui/more-button.tsx';
import { QueryState } from '../../ui/query-state.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { useDebounced } from '../../ui/use-debounced.ts';
import { CauseSelect } from './cause-select.tsx';
import { ExportItems } from './export-items.tsx';
import { countOfCause, groupItems, type ItemGroup, sizeOfGroup } from './group-items.ts';
import { ItemGroupView } from './item-group.tsx';
import { isOpen, type RunFilter } from './run-view.ts';
import { useCauses } from './use-causes.ts';
import { useItems } from './use-items.ts';

type RunItemsProps = {
  run: Run;
  filter: RunFilter;
  onFilter: (filter: RunFilter) => void;
  onRun: (run: Run) => void;
};

/** The contacts of a run, by outcome and cause. */
export function RunItems({ run, filter, onFilter, onRun }: RunItemsProps) {
  const { texts } = useSpeech();
  const words = texts.sync.items;
  const [typed, setTyped] = useState('');
  const search = useDebounced(typed.trim(), 300);
  const shown = { ...filter, search };
  const query = useItems(run.id, isOpen(run), shown);
  const causes = useCauses(run);
  const isSearch = search !== '';
  return (
    <section className="gfc-stack gfc-items" aria-label={words.title}>
      <div className="gfc-items-filter">
        <SearchField
          label={words.search}
          placeholder={words.searchPlaceholder}
          value={typed}
          onChange={setTyped}
        />
        {causes.length > 0 && <CauseSelect causes={causes} filter={filter} onFilter={onFilter} />}
      </div>
      <output className="gfc-visually-hidden">{isSearch && foundWords()}</output>
      <QueryState query={query} lines={4}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0) return <p className="gfc-empty">{emptyWords()}</p>;
          const more = { isWhole: !query.hasNextPage, isSearch };
          return groupItems(items).map((group) => (
            <ItemGroupView
              key={group.key}
              group={group}
              count={sizeOfGroup(group, { counts: run.counts, causes }, more)}
              retryCount={retryCountOf(group)}
              run={run}
              onRun={onRun}
            />
          ));
        }}
      </QueryState>
      <MoreButton query={query} />
      {run.counts.total > 0 && <ExportItems run={run} shown={shown} />}
    </section>
  );

  /** With one cause alone, the button above does the same. */
  function retryCountOf({ items, reason }: ItemGroup): number | null {
    const failed = causes.filter(({ outcome }) => outcome === 'FAILED');
    if (items[0]?.outcome !== 'FAILED' || failed.length < 2) return null;
    return countOfCause(causes, 'FAILED', reason);
  }

  function foundWords(): string {
    const found = query.data?.pages.flatMap((page) => page.items).length;
    if (found === undefined) return '';
    return query.hasNextPage ? words.groupMore(found) : words.group(found);
  }

  function emptyWords(): string {
    if (isSearch) return words.emptySearch(search);
    return isOpen(run) && run.counts.total === run.counts.pending ? words.emptyPending : words.empty;
  }
}
