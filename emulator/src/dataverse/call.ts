import type { Environment } from '../environment/environment.ts';
import type { ApiRequest, ApiResponse } from '../http/exchange.ts';
import type { ResolveReference } from './contacts/payload.ts';

/** One operation: a request of its own or a part of a batch. */
export interface Call {
  readonly environment: Environment;
  readonly request: ApiRequest;
  /** Relative to the service root, decoded, without the query: `contacts(…)`. */
  readonly path: string;
  /** Undecoded, without the question mark. */
  readonly query: string;
  /** Inside a change set, resolves `$1` to the URL that Content-ID 1 produced. */
  readonly resolveReference?: ResolveReference;
}

export const odataHeaders = {
  'Content-Type': 'application/json; odata.metadata=minimal',
  'OData-Version': '4.0',
} as const;

export function odataResponse(
  status: number,
  content: unknown,
  headers: Readonly<Record<string, string>> = {},
): ApiResponse {
  return { status, headers: { ...odataHeaders, ...headers }, body: JSON.stringify(content) };
}

export function noContent(headers: Readonly<Record<string, string>> = {}): ApiResponse {
  return { status: 204, headers: { 'OData-Version': '4.0', ...headers }, body: '' };
}
