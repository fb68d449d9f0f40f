import type { Run } from '@goodfunds/shared';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { toPanelError } from '../../api/panel-error.ts';
import { useTRPC } from '../../api/trpc-context.ts';
import { useSpeech } from '../../i18n/language-context.tsx';
import { Button } from '../../ui/button.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { RadioCards } from '../../ui/radio-cards.tsx';
import { useTakeRun } from './use-run.ts';

type Scope = 'CHANGED' | 'ALL';

/** Starts a run over what has changed, or over everything. */
export function StartRun({
  integrationId,
  onStarted,
}: {
  integrationId: string;
  onStarted: (run: Run) => void;
}) {
  const { texts } = useSpeech();
  const words = texts.sync;
  const trpc = useTRPC();
  const takeRun = useTakeRun();
  const [scope, setScope] = useState<Scope>('CHANGED');
  // It stays until a start was answered, so that trying again after a lost answer starts nothing twice.
  const [idempotencyKey, setIdempotencyKey] = useState(() => crypto.randomUUID());
  const start = useMutation(
    trpc.sync.start.mutationOptions({
      onSuccess: (run) => {
        setIdempotencyKey(crypto.randomUUID());
        takeRun(run);
        onStarted(run);
      },
    }),
  );

  const begin = () => start.mutate({ integrationId, scope: { kind: scope }, idempotencyKey });

  return (
    <section className="gfc-card gfc-start" part="card" aria-label={words.start}>
      <RadioCards
        legend={words.scope.legend}
        layout="row"
        value={scope}
        onChange={(value) => {
          setIdempotencyKey(crypto.randomUUID());
          setScope(value);
        }}
        cards={(['CHANGED', 'ALL'] as const).map((value) => ({ value, ...words.scope[value] }))}
      />
      <div className="gfc-actions">
        <Button variant="primary" icon="refresh" busy={start.isPending} onClick={begin}>
          {start.isPending ? words.starting : words.start}
        </Button>
      </div>
      {start.error && <FailureNotice error={toPanelError(start.error)} onRetry={begin} />}
    </section>
  );
}
