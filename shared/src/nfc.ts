/**
 * Unicode normalisation form C. Text with more combining marks in a row than any language uses stays as it is, because
 * sorting them takes quadratic time.
 *
 * @see https://www.unicode.org/reports/tr15/#Stream_Safe_Text_Format
 */
export function toNfc(text: string): string {
  return hasTooManyMarks(text) ? text : text.normalize('NFC');
}

/** Letters apart from their marks, for comparisons that ignore accents. */
export function toNfd(text: string): string {
  return hasTooManyMarks(text) ? text : text.normalize('NFD');
}

/** The combining marks that may follow each other. */
export const MAX_COMBINING_MARKS = 30;

/** Whether normalising the text would take long. A short text never does. */
export function hasTooManyMarks(text: string): boolean {
  return text.length > UNCHECKED_LENGTH && TOO_MANY_MARKS.test(text);
}

const UNCHECKED_LENGTH = 200;
/** Begins where the marks begin, so that each of them is read once. */
const TOO_MANY_MARKS = new RegExp(`(?:^|\\P{M})\\p{M}{${MAX_COMBINING_MARKS + 1}}`, 'u');
