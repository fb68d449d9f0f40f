import type { ERROR_CODES, ErrorCode, ErrorSubject } from '@goodfunds/shared';

/** The codes that are about one of these subjects. */
export type CodeAbout<Subject extends ErrorSubject> = {
  [Code in ErrorCode]: (typeof ERROR_CODES)[Code] extends Subject ? Code : never;
}[ErrorCode];
