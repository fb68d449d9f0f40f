import { toNfd } from '@goodfunds/shared';

/** A name without case, punctuation, accents and the way of joining words (`shirtSize`, `Shirt-Size`, `shirtsize`). */
export function comparableName(name: string): string {
  const inGerman = name.toLowerCase().replace(/[äöüß]/g, (letter) => GERMAN[letter] ?? letter);
  return toNfd(inGerman).replace(/[^\p{L}\p{N}]/gu, '');
}

/**
 * Returns a function for the similarity of one comparable name to others, from 0 to 1: the Sørensen–Dice coefficient of
 * the pairs of adjacent letters, repeated pairs included.
 */
export function similarityTo(first: string): (second: string) => number {
  const positions = new Map<number, number>();
  const counts: number[] = [];
  for (let index = 1; index < first.length; index += 1) {
    const pair = pairAt(first, index);
    const position = positions.get(pair) ?? positions.size;
    positions.set(pair, position);
    counts[position] = (counts[position] ?? 0) + 1;
  }
  return (second) => {
    if (first === '' || second === '') return 0;
    if (first === second) return 1;
    if (first.length < 2 || second.length < 2) return 0;
    const left = [...counts];
    let shared = 0;
    for (let index = 1; index < second.length; index += 1) {
      const position = positions.get(pairAt(second, index));
      const count = position === undefined ? 0 : (left[position] ?? 0);
      if (position === undefined || count === 0) continue;
      left[position] = count - 1;
      shared += 1;
    }
    return (2 * shared) / (first.length + second.length - 2);
  };
}

const GERMAN: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' };

function pairAt(text: string, index: number): number {
  return text.charCodeAt(index - 1) * 0x1_00_00 + text.charCodeAt(index);
}
