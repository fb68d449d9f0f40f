import type { Run } from '@goodfunds/shared';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '../../api/trpc-context.ts';
import { useI18n } from '../../i18n/i18n-context.tsx';
import { FailureNotice } from '../../integration/failure-notice.tsx';
import { Button } from '../../ui/controls/button.tsx';
import { RadioCards } from '../../ui/controls/radio-cards.tsx';

type StartRunProps = { integrationId: string; onStarted: (run: Run) => void };

export function StartRun({ integrationId, onStarted }: StartRunProps) {
  const t = useI18n().texts.sync;
  const trpc = useTRPC();
  const [scope, setScope] = useState<'CHANGED' | 'ALL'>('CHANGED');
  // Kept until a start is answered, so that a retry after a lost answer starts no second run.
  const [idempotencyKey, setIdempotencyKey] = useState(() => crypto.randomUUID());
  const start = useMutation(
    trpc.sync.start.mutationOptions({
      onSuccess: (run) => {
        setIdempotencyKey(crypto.randomUUID());
        onStarted(run);
      },
    }),
  );

  const startRun = () => start.mutate({ integrationId, scope: { kind: scope }, idempotencyKey });

  return (
    <section className="gfc-card" part="card" aria-label={t.start}>
      <RadioCards
        legend={t.scope.legend}
        layout="row"
        value={scope}
        onChange={(value) => {
          setIdempotencyKey(crypto.randomUUID());
          setScope(value);
        }}
        cards={(['CHANGED', 'ALL'] as const).map((value) => ({ value, ...t.scope[value] }))}
      />
      <div className="gfc-actions">
        <Button variant="primary" icon="refresh" busy={start.isPending} onClick={startRun}>
          {start.isPending ? t.starting : t.start}
        </Button>
      </div>
      {start.error && <FailureNotice error={start.error} onRetry={startRun} />}
    </section>
  );
}
