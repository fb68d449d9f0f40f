import { apiRoot } from '../environment/environment.ts';
import type { ApiResponse } from '../http/exchange.ts';
import type { Value } from '../store/contact-row.ts';
import type { Call } from './call.ts';
import { odataResponse } from './call.ts';
import { derivedGuid } from './derived-guid.ts';
import { methodNotAllowed, unknownProperty } from './errors.ts';
import { parseFilter } from './odata/parse-filter.ts';
import type { FilterModel } from './odata/predicate.ts';
import { predicateOf } from './odata/predicate.ts';
import { parseQueryOptions } from './odata/query-options.ts';
import { assertPrivilege } from './privileges.ts';

interface MessageFilter {
  readonly sdkmessagefilterid: string;
  readonly primaryobjecttypecode: string;
  readonly message: string;
}

const messages = [
  'Create',
  'Update',
  'Delete',
  'Upsert',
  'CreateMultiple',
  'UpdateMultiple',
  'UpsertMultiple',
];

const filters: readonly MessageFilter[] = messages.map((message) => ({
  sdkmessagefilterid: derivedGuid(`sdkmessagefilter contact ${message}`),
  primaryobjecttypecode: 'contact',
  message,
}));

/**
 * `GET sdkmessagefilters`: the messages that the contact table supports.
 *
 * @see https://learn.microsoft.com/power-apps/developer/data-platform/bulk-operations
 */
export function readMessageFilters(call: Call): ApiResponse {
  if (call.request.method !== 'GET') throw methodNotAllowed(call.request.method);
  assertPrivilege(call.environment.user, 'prvReadSdkMessageFilter', 'sdkmessagefilter');
  const options = parseQueryOptions(call.query);
  const model = filterModel(call);
  const matches =
    options.filter === null ? null : predicateOf(parseFilter(options.filter, options.aliases), model);
  const rows = filters.filter((filter) => matches === null || matches(filter) === true);
  return odataResponse(200, {
    '@odata.context': `${apiRoot(call.environment)}$metadata#sdkmessagefilters`,
    value: rows.map(({ sdkmessagefilterid, primaryobjecttypecode }) => ({
      sdkmessagefilterid,
      primaryobjecttypecode,
    })),
  });
}

function filterModel(call: Call): FilterModel<MessageFilter> {
  const paths: Readonly<Record<string, ((filter: MessageFilter) => Value) | undefined>> = {
    primaryobjecttypecode: (filter) => filter.primaryobjecttypecode,
    'sdkmessageid/name': (filter) => filter.message,
  };
  const property = (path: string) => {
    const read = paths[path];
    if (read === undefined) throw unknownProperty(path, 'sdkmessagefilter');
    return { kind: 'text' as const, read };
  };
  return { collate: call.environment.data.collate, property, column: property };
}
