import type { ERROR_CODES, ErrorCategory, ErrorCode, ErrorParams } from '@goodfunds/shared';

/** A sentence, fixed or built from the parameters of an error. */
export type Sentence = string | ((params: ErrorParams) => string);

/** What happened, then what to do. */
export type Message = { title: Sentence; next: Sentence };

/** The error codes of a category. */
export type CodeOf<Category extends ErrorCategory> = {
  [Code in ErrorCode]: (typeof ERROR_CODES)[Code] extends Category ? Code : never;
}[ErrorCode];

/** `before value after` where the parameter exists, otherwise nothing. */
export function phrase(params: ErrorParams, name: string, before: string, after = ''): string {
  const value = params[name] ?? '';
  const text = Array.isArray(value) ? value.join(', ') : String(value);
  return text === '' ? '' : `${before}${text}${after}`;
}
