import type { ERROR_CODES, ErrorCategory, ErrorCode } from '@goodfunds/shared';

/** The codes that are about one of these categories. */
export type CodeAbout<Category extends ErrorCategory> = {
  [Code in ErrorCode]: (typeof ERROR_CODES)[Code] extends Category ? Code : never;
}[ErrorCode];
