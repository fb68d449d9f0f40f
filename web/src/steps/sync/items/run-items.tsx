import type { Contradiction, RunCause } from '@goodfunds/shared';
import { useState } from 'react';
import { useI18n } from '../../../i18n/i18n-context.tsx';
import { useIntegration } from '../../../integration/integration-context.tsx';
import { MoreButton } from '../../../integration/more-button.tsx';
import { reasonMessage } from '../../../integration/outcomes.tsx';
import { QueryState } from '../../../integration/query-state.tsx';
import { Field, SearchField } from '../../../ui/controls/field.tsx';
import { useDebounced } from '../../../ui/hooks/use-debounced.ts';
import { ALL_CONTACTS, type RunFilter, useRunContext } from '../run-context.tsx';
import { isOpen } from '../run-view.ts';
import { ExportItems } from './export-items.tsx';
import { countOfCause, groupItems, type ItemGroup, sizeOfGroup } from './group-items.ts';
import { ItemGroupView } from './item-group.tsx';
import { useCauses, useItems } from './use-items.ts';

export function RunItems() {
  const t = useI18n().texts.sync.items;
  const { run, filter } = useRunContext();
  const [typed, setTyped] = useState('');
  const search = useDebounced(typed.trim(), 300);
  const shown = { ...filter, search };
  const query = useItems(run, shown);
  const { causes, contradictions } = useCauses(run);
  const isSearch = search !== '';
  return (
    <section className="gfc-stack gfc-items" aria-label={t.title}>
      <div className="gfc-tiles gfc-items-filter">
        <SearchField label={t.search} placeholder={t.searchPlaceholder} value={typed} onChange={setTyped} />
        {(causes.length > 0 || run.counts.warnings > 0) && <CauseSelect causes={causes} />}
      </div>
      <Contradictions counts={contradictions} />
      <output className="gfc-visually-hidden">{isSearch && foundText()}</output>
      <QueryState query={query} lines={4}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0) return <p className="gfc-muted gfc-empty">{emptyText()}</p>;
          const more = { isWhole: !query.hasNextPage, isSearch };
          return groupItems(items).map((group) => (
            <ItemGroupView
              key={group.key}
              group={group}
              count={sizeOfGroup(group, { counts: run.counts, causes }, more)}
              retryCount={retryCountOf(group)}
            />
          ));
        }}
      </QueryState>
      <MoreButton query={query} />
      {run.counts.total > 0 && <ExportItems shown={shown} />}
    </section>
  );

  /** With a single cause, the button that retries all failed contacts is enough. */
  function retryCountOf({ items, reason }: ItemGroup): number | null {
    const failed = causes.filter(({ outcome }) => outcome === 'FAILED');
    if (items[0]?.outcome !== 'FAILED' || failed.length < 2) return null;
    return countOfCause(causes, 'FAILED', reason);
  }

  function foundText(): string {
    const found = query.data?.pages.flatMap((page) => page.items).length;
    if (found === undefined) return '';
    return query.hasNextPage ? t.groupMore(found) : t.group(found);
  }

  function emptyText(): string {
    if (isSearch) return t.emptySearch(search);
    return isOpen(run) && run.counts.total === run.counts.pending ? t.emptyPending : t.empty;
  }
}

/** How many contacts are stricter in the CRM than in GoodFunds, by field. */
function Contradictions({ counts }: { counts: readonly Contradiction[] }) {
  const t = useI18n().texts.sync.items;
  const { labels } = useIntegration();
  if (counts.length === 0) return null;
  return (
    <div className="gfc-stack gfc-tight gfc-small" data-contradictions>
      <p>{t.contradictions}</p>
      <ul>
        {counts.map(({ attribute, count }) => (
          <li key={attribute}>{t.contradictionsOf(labels.get(attribute) ?? attribute, count)}</li>
        ))}
      </ul>
    </div>
  );
}

function CauseSelect({ causes }: { causes: readonly RunCause[] }) {
  const { texts, format } = useI18n();
  const t = texts.sync;
  const { run, filter, setFilter } = useRunContext();
  const { warnings } = run.counts;
  const choose = (key: string) => {
    if (key === WARNINGS) return setFilter({ ...ALL_CONTACTS, warnings: true });
    const cause = causes.find((known) => keyOf(known) === key);
    const { outcome, reason } = cause ?? { outcome: filter.outcome, reason: null };
    setFilter({ ...ALL_CONTACTS, outcome, reason });
  };
  return (
    <Field label={t.items.reason}>
      {(ids) => (
        <select
          {...ids}
          className="gfc-input gfc-select"
          part="input"
          value={filter.warnings ? WARNINGS : filter.reason === null ? '' : keyOf(filter)}
          onChange={({ target }) => choose(target.value)}
        >
          <option value="">{t.items.reasonAll}</option>
          {warnings > 0 && (
            <option value={WARNINGS}>{`${t.items.withoutValue} (${format.number(warnings)})`}</option>
          )}
          {(['FAILED', 'SKIPPED'] as const).map((outcome) => {
            const options = causes.filter((cause) => cause.outcome === outcome);
            return (
              options.length > 0 && (
                <optgroup key={outcome} label={t.outcomes[outcome]}>
                  {options.map((cause) => (
                    <option key={cause.reason} value={keyOf(cause)}>
                      {`${titleOf(cause.reason)} (${format.number(cause.count)})`}
                    </option>
                  ))}
                </optgroup>
              )
            );
          })}
        </select>
      )}
    </Field>
  );

  function titleOf(reason: string): string {
    return reasonMessage(texts, { reason, error: null }, new Map())?.title ?? reason;
  }
}

const WARNINGS = 'WARNINGS';

function keyOf({ outcome, reason }: Pick<RunFilter, 'outcome' | 'reason'>): string {
  return `${outcome} ${reason}`;
}
