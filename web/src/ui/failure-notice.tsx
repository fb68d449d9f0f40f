import type { ReactNode } from 'react';
import { failureWords } from '../i18n/failure-words.ts';
import { useSpeech } from '../i18n/language-context.tsx';
import type { PanelError } from '../i18n/responsible.ts';
import { CopyValue } from './copy-value.tsx';
import { GuideLink } from './guide-link.tsx';
import { Notice } from './notice.tsx';
import { RetryButton } from './retry-button.tsx';

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
  return (
    <Notice
      tone="danger"
      urgent
      title={words.title}
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
        {words.next} <GuideLink guide="messages" anchor={error.code} about={words.title} />
      </p>
      {error.requestId !== null && <CopyValue label={texts.common.requestId} value={error.requestId} />}
    </Notice>
  );
}
