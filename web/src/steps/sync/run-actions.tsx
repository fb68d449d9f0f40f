import type { Run } from '@goodfunds/shared';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { toPanelError } from '../../api/panel-error.ts';
import { useTRPC } from '../../api/trpc-context.ts';
import { useSpeech } from '../../i18n/language-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { isOpen } from './run-view.ts';
import { useRetryFailed } from './use-retry-failed.ts';
import { useTakeRun } from './use-run.ts';

/** Cancels a run that goes on; tries again what failed in one that is over. */
export function RunActions({ run, onRun }: { run: Run; onRun: (run: Run) => void }) {
  const { texts } = useSpeech();
  const words = texts.sync;
  const trpc = useTRPC();
  const takeRun = useTakeRun();
  const retry = useRetryFailed(onRun);
  const cancel = useMutation(
    trpc.sync.cancel.mutationOptions({
      onSuccess: (cancelled) => {
        takeRun(cancelled);
        // It stays in sight, also where another one goes on.
        onRun(cancelled);
      },
    }),
  );
  const [isAsking, setIsAsking] = useState(false);
  const error = cancel.error ?? retry.error;
  // What is under way finishes first, so that the run is open for a while yet.
  const isCancelling = cancel.isPending || cancel.isSuccess;
  const canRetry = !isOpen(run) && run.counts.failed > 0;
  if (!isOpen(run) && !canRetry && !error) return null;

  return (
    <div className="gfc-actions">
      {isOpen(run) && (
        <Button icon="close" busy={isCancelling} onClick={() => setIsAsking(true)}>
          {isCancelling ? words.cancelling : words.cancel}
        </Button>
      )}
      {canRetry && (
        <Button icon="refresh" busy={retry.isPending} onClick={() => retry.mutate({ runId: run.id })}>
          {words.retryFailed(run.counts.failed)}
        </Button>
      )}
      {error && <FailureNotice error={toPanelError(error)} />}
      {isAsking && isOpen(run) && (
        <Dialog
          title={words.cancelConfirm}
          level={4}
          onClose={() => setIsAsking(false)}
          actions={
            <>
              <Button onClick={() => setIsAsking(false)}>{words.cancelKeep}</Button>
              <Button
                variant="danger"
                onClick={() => {
                  setIsAsking(false);
                  cancel.mutate({ runId: run.id });
                }}
              >
                {words.cancel}
              </Button>
            </>
          }
        >
          <p>{words.cancelText}</p>
        </Dialog>
      )}
    </div>
  );
}
