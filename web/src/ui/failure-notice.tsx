import { type ReactNode, useEffect, useState } from 'react';
import type { PanelError } from '../api/panel-error.ts';
import { failureWords } from '../i18n/failure-words.ts';
import { useSpeech } from '../i18n/language-context.tsx';
import { Button } from './button.tsx';
import { CopyValue } from './copy-value.tsx';
import { Notice } from './notice.tsx';

type FailureNoticeProps = {
  error: PanelError;
  onRetry?: (() => void) | undefined;
  retrying?: boolean;
  actions?: ReactNode;
};

/** A request that failed: what happened, what to do, who does it, and the id under which support finds it. */
export function FailureNotice({ error, onRetry, retrying = false, actions }: FailureNoticeProps) {
  const { texts } = useSpeech();
  const words = failureWords(texts, error.code, error.params);
  const waitSeconds = useCountdown(error.retryAfterMs);
  return (
    <Notice
      tone="danger"
      urgent
      title={words.title}
      actions={
        <>
          {onRetry && (
            <Button small icon="refresh" busy={retrying} disabled={waitSeconds > 0} onClick={onRetry}>
              {texts.common.retry}
            </Button>
          )}
          {actions}
        </>
      }
    >
      <p>{words.next}</p>
      {waitSeconds > 0 && <p>{texts.common.retryIn(waitSeconds)}</p>}
      {error.requestId !== null && <CopyValue label={texts.common.requestId} value={error.requestId} />}
    </Notice>
  );
}

/** Whole seconds that are left of a wait. */
function useCountdown(waitMs: number | null): number {
  const [left, setLeft] = useState(Math.ceil((waitMs ?? 0) / 1000));
  const running = left > 0;
  useEffect(() => setLeft(Math.ceil((waitMs ?? 0) / 1000)), [waitMs]);
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => setLeft((seconds) => Math.max(0, seconds - 1)), 1_000);
    return () => clearInterval(timer);
  }, [running]);
  return left;
}
