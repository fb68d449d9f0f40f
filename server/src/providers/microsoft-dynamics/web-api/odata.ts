/** The path of the Web API in an environment. */
export const SERVICE_PATH = '/api/data/v9.2/';

export type QueryOptions = Readonly<Record<string, string>>;

const GUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

export function isGuid(text: string): boolean {
  return GUID.test(text);
}

/** An OData string literal: in single quotes, with those inside doubled (OData 4.0 URL conventions, 5.1.1.6.1). */
export function quoteLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** Selects the rows whose attribute has one of the values, by the function `In` with parameter aliases. */
export function inFilter(attribute: string, values: readonly string[]): QueryOptions {
  return {
    $filter: 'Microsoft.Dynamics.CRM.In(PropertyName=@p1,PropertyValues=@p2)',
    '@p1': quoteLiteral(attribute),
    '@p2': JSON.stringify(values),
  };
}

/**
 * A path relative to the service root. Option names are not encoded; in values a space becomes `%20`, because not
 * every server reads `+` as a space.
 */
export function servicePath(resource: string, options: QueryOptions = {}): string {
  const query = Object.entries(options).map(([name, value]) => {
    return `${name}=${new URLSearchParams({ v: value }).toString().slice(2).replaceAll('+', '%20')}`;
  });
  return query.length > 0 ? `${resource}?${query.join('&')}` : resource;
}

export function contactPath(id: string): string {
  if (!isGuid(id)) throw new TypeError('the id of a CRM contact is a GUID');
  return `contacts(${id})`;
}

export function serviceUrl(origin: string, path: string): URL {
  return new URL(SERVICE_PATH + path, origin);
}
