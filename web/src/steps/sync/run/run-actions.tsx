import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '../../../api/trpc-context.ts';
import { useI18n } from '../../../i18n/i18n-context.tsx';
import { FailureNotice } from '../../../integration/failure-notice.tsx';
import { Button } from '../../../ui/controls/button.tsx';
import { Dialog } from '../../../ui/feedback/dialog.tsx';
import { useRetryFailed, useRunContext } from '../run-context.tsx';
import { isOpen } from '../run-view.ts';

export function RunActions() {
  const t = useI18n().texts.sync;
  const trpc = useTRPC();
  const { run, showRun } = useRunContext();
  const retry = useRetryFailed();
  // Keeps showing this run even if another one is open.
  const cancel = useMutation(trpc.sync.cancel.mutationOptions({ onSuccess: showRun }));
  const [isAsking, setIsAsking] = useState(false);
  const error = cancel.error ?? retry.error;
  // The run stays open until the contacts in flight are done.
  const isCancelling = cancel.isPending || cancel.isSuccess;
  const canRetry = !isOpen(run) && run.counts.failed > 0;
  if (!isOpen(run) && !canRetry && !error) return null;

  return (
    <div className="gfc-actions">
      {isOpen(run) && (
        <Button icon="close" busy={isCancelling} onClick={() => setIsAsking(true)}>
          {isCancelling ? t.cancelling : t.cancel}
        </Button>
      )}
      {canRetry && (
        <Button icon="refresh" busy={retry.isPending} onClick={() => retry.retry()}>
          {t.retryFailed(run.counts.failed)}
        </Button>
      )}
      {error && <FailureNotice error={error} />}
      {isAsking && isOpen(run) && (
        <Dialog
          title={t.cancelConfirm}
          level={4}
          onClose={() => setIsAsking(false)}
          actions={
            <>
              <Button onClick={() => setIsAsking(false)}>{t.cancelKeep}</Button>
              <Button
                variant="danger"
                onClick={() => {
                  setIsAsking(false);
                  cancel.mutate({ runId: run.id });
                }}
              >
                {t.cancel}
              </Button>
            </>
          }
        >
          <p>{t.cancelText}</p>
        </Dialog>
      )}
    </div>
  );
}
