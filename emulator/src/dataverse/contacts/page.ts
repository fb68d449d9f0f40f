import type { Environment } from '../../environment/environment.ts';
import type { ContactRow, Value } from '../../store/contact-row.ts';
import type { OrderKey } from './order.ts';
import { compareSortValues, sortValues } from './order.ts';
import type { PageCookie } from './page-cookie.ts';

export interface Page {
  readonly rows: readonly ContactRow[];
  /** Start of the next page; null at the end. */
  readonly next: PageCookie | null;
}

export const firstPage: PageCookie = { pageNumber: 1, slot: 0, sortValues: [] };

/** `rows` are in the order of creation. Without another order they already begin at `start`. */
export function pageOf(
  environment: Environment,
  rows: Iterable<ContactRow>,
  request: { readonly order: readonly OrderKey[]; readonly start: PageCookie; readonly limit: number },
): Page {
  const { order, start, limit } = request;
  const places =
    order.length === 0 ? taken(rows, limit + 1) : sorted(placed(environment, rows, order), order, start);
  const next = places[limit];
  return {
    rows: places.slice(0, limit).map((place) => place.row),
    next:
      next === undefined
        ? null
        : { pageNumber: start.pageNumber + 1, slot: next.row.slot, sortValues: next.sortValues },
  };
}

interface Place {
  readonly row: ContactRow;
  readonly sortValues: readonly Value[];
}

function taken(rows: Iterable<ContactRow>, limit: number): Place[] {
  const places: Place[] = [];
  for (const row of rows) {
    places.push({ row, sortValues: [] });
    if (places.length === limit) break;
  }
  return places;
}

function placed(environment: Environment, rows: Iterable<ContactRow>, order: readonly OrderKey[]): Place[] {
  return Array.from(rows, (row) => ({ row, sortValues: sortValues(environment, order, row) }));
}

/** Ties keep the order of creation, so that no row is lost between two pages. */
function sorted(places: readonly Place[], order: readonly OrderKey[], start: PageCookie): Place[] {
  const compare = (left: Place, slot: number, values: readonly Value[]): number =>
    compareSortValues(order, left.sortValues, values) || left.row.slot - slot;
  return places
    .filter((place) => start.pageNumber === 1 || compare(place, start.slot, start.sortValues) >= 0)
    .sort((left, right) => compare(left, right.row.slot, right.sortValues));
}
