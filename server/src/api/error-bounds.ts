import type { ErrorParams } from '@goodfunds/shared';

/** Length of one key in a path, in UTF-16 code units. Keys are as long as the caller makes them. */
export const MAX_PATH_KEY_LENGTH = 100;
/** Keys in a path; the deepest valid one has fewer. */
export const MAX_PATH_KEYS = 8;
/** Length of one text in the parameters of an error, in UTF-16 code units. */
export const MAX_PARAM_LENGTH = 500;
/** Texts in one parameter: a problem for each row of a mapping. */
export const MAX_PARAM_TEXTS = 300;

/** The path joined by dots, with long keys and deep ends shortened, so that an error answer stays small. */
export function joinPath(keys: readonly PropertyKey[]): string {
  const shown = keys.slice(0, MAX_PATH_KEYS).map((key) => shorten(String(key), MAX_PATH_KEY_LENGTH));
  return [...shown, ...(keys.length > MAX_PATH_KEYS ? ['…'] : [])].join('.');
}

/** Parameters can repeat what a caller or a CRM has sent. */
export function boundParams(params: ErrorParams): ErrorParams {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, boundParam(value)]));
}

function boundParam(value: ErrorParams[string]): ErrorParams[string] {
  if (typeof value === 'string') return shorten(value, MAX_PARAM_LENGTH);
  if (!Array.isArray(value)) return value;
  return value.slice(0, MAX_PARAM_TEXTS).map((text) => shorten(text, MAX_PARAM_LENGTH));
}

function shorten(text: string, maxLength: number): string {
  return text.length > maxLength ? `${text.slice(0, maxLength - 1)}…` : text;
}
