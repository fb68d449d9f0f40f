import { type ReactNode, useEffect, useState } from 'react';
import { toPanelError } from '../api/panel-error.ts';
import { failureMessage } from '../i18n/failure-message.ts';
import { useI18n } from '../i18n/i18n-context.tsx';
import { Button } from '../ui/controls/button.tsx';
import { CopyValue } from '../ui/feedback/copy-value.tsx';
import { Notice } from '../ui/feedback/notice.tsx';
import { GuideLink } from '../ui/guide-link.tsx';

type FailureNoticeProps = {
  error: unknown;
  onRetry?: (() => void) | undefined;
  retrying?: boolean;
  actions?: ReactNode;
};

/** A failed request: what happened, what to do, and the request id for the support. */
export function FailureNotice({ error, onRetry, retrying = false, actions }: FailureNoticeProps) {
  const { texts } = useI18n();
  const { code, params, requestId, retryAfterMs } = toPanelError(error);
  const message = failureMessage(texts, code, params);
  return (
    <Notice
      tone="danger"
      urgent
      title={message.title}
      actions={
        <>
          {onRetry && (
            <RetryButton
              key={`${code} ${retryAfterMs}`}
              waitMs={retryAfterMs}
              busy={retrying}
              onRetry={onRetry}
            />
          )}
          {actions}
        </>
      }
    >
      <p>
        {message.next} <GuideLink guide="messages" anchor={code} about={message.title} />
      </p>
      {requestId !== null && <CopyValue label={texts.common.requestId} value={requestId} />}
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
