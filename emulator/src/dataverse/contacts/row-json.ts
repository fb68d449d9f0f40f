import type { Environment } from '../../environment/environment.ts';
import { apiRoot } from '../../environment/environment.ts';
import type { ContactRow } from '../../store/contact-row.ts';
import { mayReadColumn } from '../column-security.ts';
import { readColumn } from '../columns/column.ts';
import type { Preferences } from '../odata/preferences.ts';
import { annotate } from './annotations.ts';
import { etagOf } from './conditions.ts';
import type { Selection } from './select.ts';

/** A row in an answer: etag first, empty columns as null. */
export function rowJson(
  environment: Environment,
  row: ContactRow,
  selection: Selection,
  preferences: Preferences,
): Record<string, unknown> {
  const json: Record<string, unknown> = { '@odata.etag': etagOf(row) };
  for (const [property, column] of selection) {
    const value = mayReadColumn(environment.user, column) ? readColumn(row, column) : null;
    annotate(environment, preferences, property, { row, column, value }, json);
    json[property] = value;
  }
  return json;
}

export function contextUrl(
  environment: Environment,
  select: readonly string[] | null,
  kind: 'collection' | 'entity',
): string {
  const columns = select === null ? '' : `(${select.join(',')})`;
  return `${apiRoot(environment)}$metadata#contacts${columns}${kind === 'entity' ? '/$entity' : ''}`;
}
