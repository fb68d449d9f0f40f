/**
 * Reads a number as people write it, in German or English notation. Answers `null` for what is none, and for what
 * could be two: `1.234` is a thousand and more to some, one and a bit to others. Where only whole numbers are
 * taken the second reading falls away, unless it would be whole too (`1.000`).
 */
export function readNumber(text: string, wholeOnly: boolean): number | null {
  const compact = text.trim().replace(/\u2212/g, '-');
  const match = /^([+-]?)([\d.,'\u2019\s]*\d)$/.exec(compact);
  if (!match) return null;
  const [, sign = '', digits = ''] = match;
  const magnitudes = new Set(readings(digits).filter((value) => !wholeOnly || Number.isInteger(value)));
  const [magnitude, ...others] = magnitudes;
  if (magnitude === undefined || others.length > 0) return null;
  return sign === '-' && magnitude !== 0 ? -magnitude : magnitude;
}

/** Every number that the digits can stand for: a decimal point or comma, and one kind of grouping. */
function readings(digits: string): number[] {
  return DECIMAL_SEPARATORS.flatMap((decimal) => {
    const [whole = '', fraction, ...rest] = decimal === null ? [digits] : digits.split(decimal);
    if (decimal !== null && (fraction === undefined || rest.length > 0 || !/^\d+$/.test(fraction))) return [];
    const plain = withoutGrouping(whole, decimal);
    return plain === null ? [] : [Number(`${plain === '' ? '0' : plain}.${fraction ?? '0'}`)];
  });
}

const DECIMAL_SEPARATORS = [null, '.', ','] as const;

/** Plain digits, or groups of three after one of at most three that does not begin with 0. */
function withoutGrouping(whole: string, decimal: string | null): string | null {
  if (/^\d+$/.test(whole) || (whole === '' && decimal !== null)) return whole;
  const grouped = /^[1-9]\d{0,2}(?:([.,'\u2019\s])\d{3})(?:\1\d{3})*$/.exec(whole);
  return grouped && grouped[1] !== decimal ? whole.replace(/\D/g, '') : null;
}
