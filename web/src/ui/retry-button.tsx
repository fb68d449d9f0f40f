import { useEffect, useState } from 'react';
import { useSpeech } from '../i18n/language-context.tsx';
import { Button } from './button.tsx';

type RetryButtonProps = {
  /** How long to wait before another try makes sense; `null` for not at all. */
  waitMs: number | null;
  busy: boolean;
  onRetry: () => void;
};

/** Tries again, after the wait that the server asked for. */
export function RetryButton({ waitMs, busy, onRetry }: RetryButtonProps) {
  const { texts } = useSpeech();
  const [seconds, setSeconds] = useState(Math.ceil((waitMs ?? 0) / 1000));
  const isWaiting = seconds > 0;

  useEffect(() => {
    if (!isWaiting) return;
    const timer = setInterval(() => setSeconds((left) => Math.max(0, left - 1)), 1_000);
    return () => clearInterval(timer);
  }, [isWaiting]);

  return (
    <>
      <Button small icon="refresh" busy={busy} disabled={isWaiting} onClick={onRetry}>
        {texts.common.retry}
      </Button>
      {isWaiting && <span className="gfc-small">{texts.common.retryIn(seconds)}</span>}
    </>
  );
}
