export type SecretExpiry = { phase: 'LATER' | 'SOON' | 'PAST'; daysLeft: number };

const WARN_BEFORE_DAYS = 30;

/** The days until a secret expires, in the person's time zone. On the day itself it may still work. */
export function secretExpiry(day: string, now: Date): SecretExpiry {
  const today = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate());
  const daysLeft = Math.round((Date.parse(day) - today) / DAY_MS);
  return { phase: daysLeft < 0 ? 'PAST' : daysLeft <= WARN_BEFORE_DAYS ? 'SOON' : 'LATER', daysLeft };
}

const DAY_MS = 86_400_000;
