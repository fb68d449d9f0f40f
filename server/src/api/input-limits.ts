import { badRequest, type UseCaseError } from '../runtime/use-case-error.ts';
import { joinPath } from './error-bounds.ts';

/** Members of all objects and arrays in a request: the largest selection of contacts, and room for the rest. */
export const MAX_INPUT_MEMBERS = 12_000;
/** The same for procedures that take a mapping: three hundred rows with some values each, or some with a thousand. */
const MAX_MAPPING_MEMBERS = 50_000;
/** The same for `sync.push`: a thousand contacts with two hundred members each. */
export const MAX_PUSH_MEMBERS = 200_000;
/** Members of one object, such as the custom fields of a contact. */
export const MAX_OBJECT_MEMBERS = 1_000;
/** Members of one array. */
export const MAX_ARRAY_MEMBERS = 10_000;

/**
 * Counts the members of an input before a schema looks at them, because each wrong one costs a schema far more than a
 * right one. The calls of a batch share `counted`, the members so far by their limit. Throws BAD_REQUEST with the place
 * that has too many.
 */
export function limitMembers(input: unknown, procedure: string, counted: Map<number, number>): void {
  const maxMembers = MAX_MEMBERS.get(procedure) ?? MAX_INPUT_MEMBERS;
  const unread: Place[] = isContainer(input) ? [{ container: input, key: null, parent: null }] : [];
  for (let place = unread.pop(); place; place = unread.pop()) {
    const { container } = place;
    const most = Array.isArray(container) ? MAX_ARRAY_MEMBERS : MAX_OBJECT_MEMBERS;
    const { length } = Array.isArray(container) ? container : Object.keys(container);
    if (length > most) throw tooManyMembers(keysTo(place), most);
    const total = (counted.get(maxMembers) ?? 0) + length;
    if (total > maxMembers) throw tooManyMembers(keysTo(place), maxMembers);
    counted.set(maxMembers, total);
    const members: [string, unknown][] = Object.entries(container);
    for (const [key, member] of members) {
      if (isContainer(member)) unread.push({ container: member, key, parent: place });
    }
  }
}

const MAX_MEMBERS: ReadonlyMap<string, number> = new Map([
  ['config.create', MAX_MAPPING_MEMBERS],
  ['config.update', MAX_MAPPING_MEMBERS],
  ['sync.preview', MAX_MAPPING_MEMBERS],
  ['sync.push', MAX_PUSH_MEMBERS],
]);

type Place = { container: object; key: string | null; parent: Place | null };

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function tooManyMembers(keys: readonly string[], most: number): UseCaseError {
  return badRequest(joinPath(keys), `must have at most ${most} members`);
}

function keysTo(place: Place): string[] {
  const keys: string[] = [];
  for (let at: Place | null = place; at; at = at.parent) if (at.key !== null) keys.push(at.key);
  return keys.reverse();
}
