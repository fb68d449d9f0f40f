import type { Item } from '@goodfunds/shared';

/** Contacts that ended in the same way for the same cause: what to do is said once for all of them. */
export type ItemGroup = { key: string; reason: string | null; items: Item[] };

/** Groups by outcome and cause, the largest group first; a different attribute is a different cause. */
export function groupItems(items: readonly Item[]): ItemGroup[] {
  const groups = Map.groupBy(items, causeOf);
  return [...groups]
    .map(([key, members]) => ({ key, reason: members[0]?.reason ?? null, items: members }))
    .sort((a, b) => b.items.length - a.items.length);
}

function causeOf({ outcome, reason, error }: Item): string {
  const attribute = error?.params['attribute'];
  return [outcome ?? 'PENDING', reason ?? '', typeof attribute === 'string' ? attribute : ''].join(' ');
}
