import { environmentOrigin } from '@goodfunds/shared';

/**
 * What belongs into the form of whatever address was pasted: the origin, without path, blanks, upper case or the
 * label of the API's host. `null` where no address is to be seen.
 */
export function environmentAddress(pasted: string): string | null {
  const origin = environmentOrigin(pasted);
  if (origin === null) return null;
  // One word could be a host, but nobody means it.
  return new URL(origin).hostname.includes('.') || URL.canParse(pasted) ? origin : null;
}
