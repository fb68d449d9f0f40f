import { toNfc } from './nfc.ts';

/** A contact's primary e-mail, normalised for comparison. */
export type Email = string & { readonly __email: unique symbol };

/** Trimmed, NFC, lower case; `null` if empty. Accents stay: `rené@` and `rene@` are different people. */
export function normaliseEmail(email: string | null | undefined): Email | null {
  const normalised = toNfc(email?.trim() ?? '').toLowerCase();
  return normalised === '' ? null : (normalised as Email);
}

/**
 * Checks the syntax of a normalised e-mail: one `@` with text on both sides, no white space, control characters or lone
 * surrogates, at most 254 characters (RFC 5321, section 4.5.3.1). Deliverability is not checked.
 */
export function isPossibleEmail(email: Email): boolean {
  return email.length <= 254 && /^[^\s@\p{Cc}\p{Cs}]+@[^\s@\p{Cc}\p{Cs}]+$/u.test(email);
}
