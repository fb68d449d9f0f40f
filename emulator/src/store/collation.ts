/** Turns text into the form in which the database compares it. */
export type Collate = (text: string) => string;

/**
 * Case-insensitive, accent-insensitive, as the base languages German, US English, French and most others.
 *
 * @see https://learn.microsoft.com/power-platform/admin/language-collations
 */
export const accentInsensitive: Collate = (text) => {
  if (isAscii(text)) return text.toLowerCase();
  return expand(
    text
      .normalize('NFD')
      .replace(/\p{M}+/gu, '')
      .toLowerCase(),
  );
};

/** Case-insensitive but accent-sensitive, as the base languages British English, Swedish and Finnish. */
export const accentSensitive: Collate = (text) =>
  isAscii(text) ? text.toLowerCase() : expand(text.normalize('NFC').toLowerCase());

/** SQL equality pads the shorter operand, so trailing blanks do not count. */
export function equalityKey(collate: Collate, text: string): string {
  return collate(text.endsWith(' ') ? text.replace(/ +$/, '') : text);
}

function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) if (text.charCodeAt(index) > 127) return false;
  return true;
}

function expand(text: string): string {
  return text.replaceAll('ß', 'ss').replaceAll('æ', 'ae').replaceAll('œ', 'oe');
}
