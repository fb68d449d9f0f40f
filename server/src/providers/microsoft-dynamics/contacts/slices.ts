import type { Work } from './plan-batch.ts';

type SliceRules = {
  linkOf: (contactId: string) => string | null;
  /** Requests that may be under way at the same time. */
  parallel: number;
};

/**
 * Parts of the contacts that can be looked for, planned and written one after the other. Contacts that share an
 * e-mail stay together, and whoever has a link goes first, as in the matching.
 */
export function sliceUp(works: readonly Work[], { linkOf, parallel }: SliceRules): Work[][] {
  const groups = [...groupByEmail(works).values()];
  const isLinked = (group: readonly Work[]): boolean =>
    group.some(({ contact }) => linkOf(contact.id) !== null);
  const ordered = [...groups.filter(isLinked), ...groups.filter((group) => !isLinked(group))];
  const most = countSlices(parallel);
  const size = QUERY_SIZE * Math.ceil(works.length / (most * QUERY_SIZE));
  const slices: Work[][] = [];
  for (const group of ordered) {
    const last = slices.at(-1);
    const isFull = !last || last.length + group.length > size;
    if (isFull && slices.length < most) slices.push([...group]);
    else last?.push(...group);
  }
  return slices;
}

/** Other calls need lanes too. A thousand contacts that need no change cost three requests at most. */
export function countSlices(parallel: number): number {
  return Math.max(1, Math.min(3, Math.round(parallel / 2)));
}

/** Values that are asked for in one query; a query that is not full costs the same. */
const QUERY_SIZE = 100;

function groupByEmail(works: readonly Work[]): Map<string, Work[]> {
  const groups = new Map<string, Work[]>();
  for (const work of works) {
    const group = groups.get(work.email);
    if (group) group.push(work);
    else groups.set(work.email, [work]);
  }
  return groups;
}
