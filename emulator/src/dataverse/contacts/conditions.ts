import type { ApiRequest } from '../../http/exchange.ts';
import type { ContactRow } from '../../store/contact-row.ts';
import type { Call } from '../call.ts';
import { DataverseError } from '../errors.ts';

/**
 * The conditional headers of a write.
 *
 * @see https://learn.microsoft.com/power-apps/developer/data-platform/webapi/perform-conditional-operations-using-web-api
 */
export interface WriteConditions {
  /** `If-Match`: the row must exist. */
  readonly mustExist: boolean;
  /** `If-None-Match: *`: the row must not exist. */
  readonly mustBeNew: boolean;
  readonly etags: readonly string[];
}

export function etagOf(row: ContactRow): string {
  return `W/"${row.version}"`;
}

export function writeConditions({ environment, request }: Call): WriteConditions {
  const match = request.headers['if-match']?.trim();
  const etags = match === undefined || match === '*' ? [] : etagsIn(match);
  if (etags.length > 0 && !environment.hasOptimisticConcurrency) {
    throw new DataverseError(
      400,
      '0x8006088D',
      "Optimistic concurrency isn't enabled for entity type contact. The IfVersionMatches value of ConcurrencyBehavior can only be used if optimistic concurrency is enabled.",
    );
  }
  return {
    mustExist: match !== undefined,
    mustBeNew: request.headers['if-none-match']?.trim() === '*',
    etags,
  };
}

/** `row` exists. Throws if the conditions do not allow the write. */
export function assertWritable(row: ContactRow, conditions: WriteConditions): void {
  if (conditions.mustBeNew) {
    throw new DataverseError(412, '0x80040237', 'A record with matching key values already exists.');
  }
  if (conditions.etags.length === 0 || conditions.etags.includes(etagOf(row))) return;
  throw new DataverseError(
    412,
    '0x80060882',
    "The version of the existing record doesn't match the RowVersion property provided.",
  );
}

/** `If-None-Match: null`, which the documentation adds to plain reads, is not an etag. */
export function isUnchanged(request: ApiRequest, row: ContactRow): boolean {
  const header = request.headers['if-none-match']?.trim();
  if (header === undefined || header === 'null' || header === '*') return false;
  return etagsIn(header).includes(etagOf(row));
}

function etagsIn(header: string): string[] {
  const etags = header.split(',').map((etag) => etag.trim());
  if (etags.every((etag) => /^(W\/)?"[^"]*"$/.test(etag))) {
    return etags.map((etag) => (etag.startsWith('W/') ? etag : `W/${etag}`));
  }
  throw new DataverseError(
    400,
    '0x80060883',
    'The RowVersion property must be provided when the value of ConcurrencyBehavior is IfVersionMatches.',
  );
}
