import type { Item, Run } from '@goodfunds/shared';
import { countOf } from './run-view.ts';

/** Contacts that ended in the same way for the same cause: what to do is said once for all of them. */
export type ItemGroup = { key: string; reason: string | null; items: Item[] };

/** Groups by outcome and cause, the largest group first; a different attribute is a different cause. */
export function groupItems(items: readonly Item[]): ItemGroup[] {
  const groups = Map.groupBy(items, causeOf);
  return [...groups]
    .map(([key, members]) => ({ key, reason: members[0]?.reason ?? null, items: members }))
    .sort((a, b) => b.items.length - a.items.length);
}

/** The contacts of a group, loaded or not; `null` where that cannot be known yet. */
export function sizeOfGroup(
  { items }: ItemGroup,
  { counts }: Pick<Run, 'counts'>,
  { isWhole, isSearch }: { isWhole: boolean; isSearch: boolean },
): number | null {
  if (isWhole) return items.length;
  const [first] = items;
  // Those that went well have no cause, so that the run's own counter is theirs.
  const outcome = first?.outcome ?? null;
  if (isSearch || outcome === null || outcome === 'SKIPPED' || outcome === 'FAILED') return null;
  return countOf(counts, outcome);
}

function causeOf({ outcome, reason, error }: Item): string {
  const attribute = error?.params['attribute'];
  return [outcome ?? 'PENDING', reason ?? '', typeof attribute === 'string' ? attribute : ''].join(' ');
}
