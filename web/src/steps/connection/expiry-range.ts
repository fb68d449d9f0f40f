/** The days that a secret can be meant to expire on. A year outside is a slip, or is not typed to its end yet. */
export const EXPIRY_RANGE = { first: '2000-01-01', last: '2100-12-31' } as const;

/** Whether a readable day lies in the range; a year of more than four digits is none. */
export function isPlausibleExpiry(day: string): boolean {
  return /^\d{4}-/.test(day) && day >= EXPIRY_RANGE.first && day <= EXPIRY_RANGE.last;
}
