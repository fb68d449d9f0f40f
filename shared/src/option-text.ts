import { toNfc } from './nfc.ts';

/**
 * Splits a text that lists several options: at semicolons, bars and line breaks, or else at commas. Commas come last
 * because labels contain them more often.
 */
export function splitOptionText(text: string): string[] {
  const separator = /[;|\r\n]/.test(text) ? /[;|\r\n]+/ : ',';
  return text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** Normalises a label for comparison: trimmed, NFC, lower case. */
export function normaliseLabel(label: string): string {
  return toNfc(label.trim()).toLowerCase();
}
