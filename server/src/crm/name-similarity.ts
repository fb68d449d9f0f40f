import { toNfd } from '@goodfunds/shared';

/**
 * The similarity of two names, from 0 to 1. It ignores case, punctuation, accents and the way of joining words
 * (`shirtSize`, `Shirt-Size`, `shirtsize`).
 */
export function nameSimilarity(left: string, right: string): number {
  const [first, second] = [letters(left), letters(right)];
  if (first === '' || second === '') return 0;
  return first === second ? 1 : sharedPairs(first, second);
}

function letters(name: string): string {
  const inGerman = name.toLowerCase().replace(/[äöüß]/g, (letter) => GERMAN[letter] ?? letter);
  return toNfd(inGerman).replace(/[^\p{L}\p{N}]/gu, '');
}

const GERMAN: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' };

/** The Sørensen–Dice coefficient of the pairs of adjacent letters, repeated pairs included. */
function sharedPairs(first: string, second: string): number {
  const [firstPairs, secondPairs] = [pairsOf(first), pairsOf(second)];
  if (firstPairs.length === 0 || secondPairs.length === 0) return 0;
  const left = new Map<string, number>();
  for (const pair of firstPairs) left.set(pair, (left.get(pair) ?? 0) + 1);
  const shared = secondPairs.filter((pair) => {
    const count = left.get(pair) ?? 0;
    left.set(pair, count - 1);
    return count > 0;
  });
  return (2 * shared.length) / (firstPairs.length + secondPairs.length);
}

function pairsOf(text: string): string[] {
  return Array.from({ length: Math.max(0, text.length - 1) }, (_, index) => text.slice(index, index + 2));
}
