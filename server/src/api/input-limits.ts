import { badRequest, type UseCaseError } from '../runtime/use-case-error.ts';
import { joinPath } from './error-bounds.ts';

/** Members of all objects and arrays in a request: the largest selection of contacts, and room for the rest. */
export const MAX_INPUT_MEMBERS = 12_000;
/** The same for `sync.push`: a thousand contacts with two hundred members each. */
export const MAX_PUSH_MEMBERS = 200_000;
/** Members of one object, such as the custom fields of a contact. */
export const MAX_OBJECT_MEMBERS = 1_000;
/** Members of one array. */
export const MAX_ARRAY_MEMBERS = 10_000;

/**
 * Counts the members of an input before a schema looks at them, because each wrong one costs a schema far more than a
 * right one. The calls of a batch share `counted`. Throws BAD_REQUEST with the place that has too many.
 */
export function limitMembers(input: unknown, procedure: string, counted: { members: number }): void {
  const maxMembers = procedure === 'sync.push' ? MAX_PUSH_MEMBERS : MAX_INPUT_MEMBERS;
  const unread: Place[] = isContainer(input) ? [{ container: input, key: null, parent: null }] : [];
  for (let place = unread.pop(); place; place = unread.pop()) {
    const { container } = place;
    const most = Array.isArray(container) ? MAX_ARRAY_MEMBERS : MAX_OBJECT_MEMBERS;
    const { length } = Array.isArray(container) ? container : Object.keys(container);
    if (length > most) throw tooManyMembers(keysTo(place), most);
    counted.members += length;
    if (counted.members > maxMembers) throw tooManyMembers([], maxMembers);
    const members: [string, unknown][] = Object.entries(container);
    for (const [key, member] of members) {
      if (isContainer(member)) unread.push({ container: member, key, parent: place });
    }
  }
}

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
