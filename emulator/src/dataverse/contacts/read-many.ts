import type { Environment } from '../../environment/environment.ts';
import { apiRoot } from '../../environment/environment.ts';
import type { ApiResponse } from '../../http/exchange.ts';
import type { Call } from '../call.ts';
import { odataResponse } from '../call.ts';
import { notEmulated } from '../errors.ts';
import type { Preferences } from '../odata/preferences.ts';
import { preferencesOf, wantsAnnotation } from '../odata/preferences.ts';
import type { QueryOptions } from '../odata/query-options.ts';
import { parseQueryOptions } from '../odata/query-options.ts';
import { assertPrivilege } from '../privileges.ts';
import { countUpTo, matchingRows } from './matching-rows.ts';
import { parseOrderBy } from './order.ts';
import { firstPage, pageOf } from './page.ts';
import type { PageCookie } from './page-cookie.ts';
import { readCookie, writeCookie } from './page-cookie.ts';
import { contextUrl, rowJson } from './row-json.ts';
import { selectionOf } from './select.ts';

const largestPage = 5000;
/** The largest value of `$count` and `@odata.count`. */
const countCap = 5000;

/**
 * `GET contacts`: filter, order, page.
 *
 * @see https://learn.microsoft.com/power-apps/developer/data-platform/webapi/query/overview
 * @see https://learn.microsoft.com/power-apps/developer/data-platform/webapi/query/page-results
 */
export function readContacts(call: Call): ApiResponse {
  const { environment } = call;
  assertPrivilege(environment.user, 'prvReadContact');
  const options = parseQueryOptions(call.query);
  if (options.expand !== null) throw notEmulated('$expand on contacts');
  const preferences = preferencesOf(call.request);
  const selection = selectionOf(environment.data.schema, options.select);
  const order = parseOrderBy(environment, options.orderBy);
  const start = options.skipToken === null ? firstPage : readCookie(options.skipToken);
  const matching = matchingRows(environment, options, order.length === 0 ? start.slot : 0);
  const page = pageOf(environment, matching, { order, start, limit: pageSizeOf(options, preferences) });
  const isLimited = options.top !== null && preferences.maxPageSize === null;
  return odataResponse(
    200,
    {
      '@odata.context': contextUrl(environment, options.select, 'collection'),
      ...collectionMembers(environment, options, preferences),
      value: page.rows.map((row) => rowJson(environment, row, selection, preferences)),
      ...(page.next === null || isLimited ? {} : { '@odata.nextLink': nextLink(call, page.next) }),
    },
    appliedPreferences(preferences),
  );
}

/** `GET contacts/$count`: plain text, capped. */
export function countContacts(call: Call): ApiResponse {
  assertPrivilege(call.environment.user, 'prvReadContact');
  const count = countUpTo(matchingRows(call.environment, parseQueryOptions(call.query), 0), countCap);
  return { status: 200, headers: { 'Content-Type': 'text/plain', 'OData-Version': '4.0' }, body: `${count}` };
}

/** With both `$top` and a page size, `$top` is ignored. */
function pageSizeOf(options: QueryOptions, preferences: Preferences): number {
  const wanted = preferences.maxPageSize ?? options.top ?? largestPage;
  return wanted === 0 && options.top === null ? largestPage : Math.min(wanted, largestPage);
}

function collectionMembers(
  environment: Environment,
  options: QueryOptions,
  preferences: Preferences,
): Record<string, unknown> {
  const members: Record<string, unknown> = {};
  const total = options.count ? countUpTo(matchingRows(environment, options, 0), countCap + 1) : -1;
  if (options.count) members['@odata.count'] = Math.min(total, countCap);
  if (wantsAnnotation(preferences, 'Microsoft.Dynamics.CRM.totalrecordcount')) {
    members['@Microsoft.Dynamics.CRM.totalrecordcount'] = Math.min(total, countCap);
    members['@Microsoft.Dynamics.CRM.totalrecordcountlimitexceeded'] = total > countCap;
  }
  if (wantsAnnotation(preferences, 'Microsoft.Dynamics.CRM.globalmetadataversion')) {
    members['@Microsoft.Dynamics.CRM.globalmetadataversion'] = String(environment.data.schema.version);
  }
  return members;
}

function nextLink(call: Call, next: PageCookie): string {
  const kept = call.query.split('&').filter((pair) => pair !== '' && !/^(\$|%24)skiptoken=/i.test(pair));
  const token = `$skiptoken=${encodeURIComponent(writeCookie(next))}`;
  return `${apiRoot(call.environment)}contacts?${[...kept, token].join('&')}`;
}

export function appliedPreferences(preferences: Preferences): Record<string, string> {
  const applied = [
    ...(preferences.returnRepresentation ? ['return=representation'] : []),
    ...(preferences.includeAnnotations === null
      ? []
      : [`odata.include-annotations="${preferences.includeAnnotations}"`]),
    ...(preferences.maxPageSize === null ? [] : [`odata.maxpagesize=${preferences.maxPageSize}`]),
  ];
  return applied.length === 0 ? {} : { 'Preference-Applied': applied.join(',') };
}
