import type { IntegrationWithHealth, Run } from '@goodfunds/shared';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '../../api/trpc-context.ts';
import { useI18n } from '../../i18n/i18n-context.tsx';
import { FailureNotice } from '../../integration/failure-notice.tsx';
import { Button } from '../../ui/controls/button.tsx';
import { RadioCards } from '../../ui/controls/radio-cards.tsx';

type StartRunProps = { integration: IntegrationWithHealth; onStarted: (run: Run) => void };

export function StartRun({ integration, onStarted }: StartRunProps) {
  const { texts, format } = useI18n();
  const t = texts.sync;
  const { nextRunAt } = integration.health;
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

  const startRun = () =>
    start.mutate({ integrationId: integration.id, scope: { kind: scope }, idempotencyKey });

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
      {nextRunAt !== null && (
        <p className="gfc-muted gfc-small">{texts.schedule.next(format.moment(nextRunAt))}</p>
      )}
      {start.error && <FailureNotice error={start.error} onRetry={startRun} />}
    </section>
  );
}
