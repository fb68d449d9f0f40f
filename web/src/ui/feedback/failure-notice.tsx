import { type ReactNode, useEffect, useState } from 'react';
import { failureMessage } from '../../i18n/failure-message.ts';
import { useI18n } from '../../i18n/i18n-context.tsx';
import type { PanelError } from '../../i18n/responsible.ts';
import { Button } from '../controls/button.tsx';
import { GuideLink } from '../guide-link.tsx';
import { CopyValue } from './copy-value.tsx';
import { Notice } from './notice.tsx';

type FailureNoticeProps = {
  error: PanelError;
  onRetry?: (() => void) | undefined;
  retrying?: boolean;
  actions?: ReactNode;
};

/** A failed request: what happened, what to do, and the request id for the support. */
export function FailureNotice({ error, onRetry, retrying = false, actions }: FailureNoticeProps) {
  const { texts } = useI18n();
  const message = failureMessage(texts, error.code, error.params);
  return (
    <Notice
      tone="danger"
      urgent
      title={message.title}
      actions={
        <>
          {onRetry && (
            <RetryButton
              key={`${error.code} ${error.retryAfterMs}`}
              waitMs={error.retryAfterMs}
              busy={retrying}
              onRetry={onRetry}
            />
          )}
          {actions}
        </>
      }
    >
      <p>
        {message.next} <GuideLink guide="messages" anchor={error.code} about={message.title} />
      </p>
      {error.requestId !== null && <CopyValue label={texts.common.requestId} value={error.requestId} />}
    </Notice>
  );
}

type RetryButtonProps = {
  /** When a retry makes sense; `null` for at once. */
  waitMs: number | null;
  busy: boolean;
  onRetry: () => void;
};

/** Retries, after the wait that the server demands. */
function RetryButton({ waitMs, busy, onRetry }: RetryButtonProps) {
  const { texts } = useI18n();
  const [seconds, setSeconds] = useState(Math.ceil((waitMs ?? 0) / 1000));
  const isWaiting = seconds > 0;

  useEffect(() => {
    if (!isWaiting) return;
    const timer = setInterval(() => setSeconds((known) => Math.max(0, known - 1)), 1_000);
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
