/** A contact's primary e-mail in the one form in which two of them are compared. */
export type Email = string & { readonly __email: unique symbol };

/** Trimmed, NFC, lower case; `null` for none. Accents stay: `rené@` and `rene@` are two people. */
export function normaliseEmail(email: string | null | undefined): Email | null {
  const normalised = email?.trim().normalize('NFC').toLowerCase() ?? '';
  return normalised === '' ? null : (normalised as Email);
}

/**
 * Whether a normalised e-mail can be one at all: one `@` with something on both sides, no blanks, no control
 * characters, at most 254 characters (RFC 5321, section 4.5.3.1). Deliverability is not our question.
 */
export function isPossibleEmail(email: Email): boolean {
  return email.length <= 254 && /^[^\s@\p{Cc}]+@[^\s@\p{Cc}]+$/u.test(email);
}
