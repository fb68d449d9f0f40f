import { useState } from 'react';
import { useSpeech } from '../../i18n/language-context.tsx';
import { secretExpiry } from '../../integration/secret-expiry.ts';
import { classNames } from '../../ui/class-names.ts';

/** The chosen day in words, because the browser writes it in an order of its own, and how far it is away. */
export function ExpiryNote({ day }: { day: string }) {
  const { texts, format } = useSpeech();
  const [now] = useState(() => new Date());
  if (Number.isNaN(Date.parse(day))) return null;
  const { phase, daysLeft } = secretExpiry(day, now);
  return (
    <span className={classNames(phase !== 'LATER' && 'gfc-warning-text')}>
      {texts.credentials.expiry[phase](format.day(day), format.daysAway(daysLeft))}
    </span>
  );
}
