/** Converts text to the form that the database compares. */
export type Collate = (text: string) => string;

/**
 * Case- and accent-insensitive, as with the base languages German, US English, French and most others.
 *
 * @see https://learn.microsoft.com/power-platform/admin/language-collations
 */
export const accentInsensitive: Collate = (text) => {
  if (isAscii(text)) return text.toLowerCase();
  const plain = text
    .replace(/\p{M}+/gu, '')
    .normalize('NFD')
    .replace(/\p{M}+/gu, '');
  return expand(plain.toLowerCase());
};

/** Case-insensitive but accent-sensitive, as with the base languages British English, Swedish and Finnish. */
export const accentSensitive: Collate = (text) => {
  if (isAscii(text)) return text.toLowerCase();
  return expand((TOO_MANY_MARKS.test(text) ? text : text.normalize('NFC')).toLowerCase());
};

/** Sorting many combining marks in a row takes quadratic time. */
const TOO_MANY_MARKS = /\p{M}{31}/u;

/** SQL pads the shorter operand, so trailing spaces do not count. */
export function equalityKey(collate: Collate, text: string): string {
  return collate(text.endsWith(' ') ? text.replace(/(?<! ) +$/, '') : text);
}

function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) if (text.charCodeAt(index) > 127) return false;
  return true;
}

function expand(text: string): string {
  return text.replaceAll('ß', 'ss').replaceAll('æ', 'ae').replaceAll('œ', 'oe');
}
