import { isTokenPath } from '../entra/routes.ts';
import { apiPath } from '../environment/environment.ts';
import { pathOf } from '../http/exchange.ts';

/** The purpose of a request. A `find` reads contacts; a `write` changes them or tries to. */
export type RequestKind = 'token' | 'whoami' | 'metadata' | 'find' | 'batch' | 'write' | 'other';

export function requestKind(method: string, target: string): RequestKind {
  const path = pathOf(target);
  if (isTokenPath(path)) return 'token';
  const resource = path.startsWith(apiPath) ? path.slice(apiPath.length) : path;
  if (resource === '$batch') return 'batch';
  if (resource.startsWith('WhoAmI')) return 'whoami';
  if (resource.startsWith('EntityDefinitions')) return 'metadata';
  if (!/^(contacts\b|\$\w)/.test(resource)) return 'other';
  return method === 'GET' ? 'find' : 'write';
}
