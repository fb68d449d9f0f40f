import type { Item, Outcome, Run, RunCause } from '@goodfunds/shared';
import { countOf } from '../run-view.ts';

export type ItemGroup = { key: string; reason: string | null; items: Item[] };

/** Groups by outcome and cause, failures first, then by size. A different attribute is a different cause. */
export function groupItems(items: readonly Item[]): ItemGroup[] {
  const groups = Map.groupBy(items, causeOf);
  return [...groups]
    .map(([key, members]) => ({ key, reason: members[0]?.reason ?? null, items: members }))
    .sort((a, b) => rankOf(a) - rankOf(b) || b.items.length - a.items.length);
}

function rankOf({ items }: ItemGroup): number {
  const [first] = items;
  const rank = FAILURES_FIRST.indexOf(first?.outcome ?? null);
  if (rank >= 0) return rank;
  return FAILURES_FIRST.length + (first?.warnings.length ? 0 : 1);
}

const FAILURES_FIRST: readonly (Outcome | null)[] = ['FAILED', 'SKIPPED'];

/** The counts of all contacts of a run, loaded or not. */
export type KnownCounts = Pick<Run, 'counts'> & { causes: readonly RunCause[] };

/** The number of contacts in a group, loaded or not; `null` while it is unknown. */
export function sizeOfGroup(
  { items, reason }: ItemGroup,
  { counts, causes }: KnownCounts,
  { isWhole, isSearch }: { isWhole: boolean; isSearch: boolean },
): number | null {
  if (isWhole) return items.length;
  const [first] = items;
  const outcome = first?.outcome ?? null;
  if (isSearch) return null;
  if (outcome === null) return counts.pending;
  if (first?.error?.params['attribute'] !== undefined) return null;
  // Those of one outcome with warnings are groups of their own.
  if (counts.warnings > 0 && outcome !== 'SKIPPED' && outcome !== 'FAILED') return null;
  // Successful outcomes have no cause, so the counter of the run is the size of the group.
  if (outcome !== 'SKIPPED' && outcome !== 'FAILED') return countOf(counts, outcome);
  return countOfCause(causes, outcome, reason);
}

export function countOfCause(
  causes: readonly RunCause[],
  outcome: Outcome,
  reason: string | null,
): number | null {
  return causes.find((cause) => cause.outcome === outcome && cause.reason === reason)?.count ?? null;
}

function causeOf({ outcome, reason, error, warnings: [warning] }: Item): string {
  const attribute = (error ?? warning)?.params['attribute'];
  const cause = [outcome ?? 'PENDING', reason ?? warning?.code ?? ''];
  return [...cause, typeof attribute === 'string' ? attribute : ''].join(' ');
}
