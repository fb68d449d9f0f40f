import type { ErrorParams } from '@goodfunds/shared';

/** A sentence, fixed or built from what the server tells about a failure. */
export type Sentence = string | ((params: ErrorParams) => string);

/** What happened, first; then what to do. */
export type Words = { title: Sentence; next: Sentence };

/** A parameter as text; empty where the server gave none. */
function param(params: ErrorParams, name: string): string {
  const value = params[name];
  if (value === undefined) return '';
  return Array.isArray(value) ? value.join(', ') : String(value);
}

/** `before value after` where the parameter is there, else nothing. */
export function phrase(params: ErrorParams, name: string, before: string, after = ''): string {
  const value = param(params, name);
  return value === '' ? '' : `${before}${value}${after}`;
}
