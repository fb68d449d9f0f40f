import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { toPanelError } from '../api/panel-error.ts';
import { useTRPC } from '../api/trpc-context.ts';
import { useSpeech } from '../i18n/language-context.tsx';
import type { Settings } from '../integration/draft.ts';
import { useIntegration } from '../integration/integration-context.tsx';
import { Button } from '../ui/button.tsx';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { PreviewContact } from './preview-contact.tsx';

const CONTACTS_SHOWN = 8;

/** What the settings on the screen would do to some contacts, planned by the sync itself and written nowhere. */
export function Preview({ settings }: { settings: Settings }) {
  const { texts } = useSpeech();
  const words = texts.strategy.preview;
  const { integrationId } = useIntegration();
  const trpc = useTRPC();
  const [asked, setAsked] = useState<Settings | null>(null);
  const preview = useQuery({
    ...trpc.sync.preview.queryOptions({ integrationId, limit: CONTACTS_SHOWN, draft: asked ?? settings }),
    enabled: asked !== null,
    staleTime: 0,
    placeholderData: (previous) => previous,
    refetchOnWindowFocus: false,
  });
  const isStale = asked !== null && JSON.stringify(asked) !== JSON.stringify(settings);
  const shown = preview.data?.outcomes.length ?? 0;
  const show = () => (isStale || asked === null ? setAsked(settings) : void preview.refetch());

  return (
    <section className="gfc-card gfc-preview" part="card" aria-label={words.title}>
      <div className="gfc-preview-head">
        <div>
          <h3 className="gfc-card-title" part="heading">
            {words.title}
          </h3>
          <p className="gfc-muted">{words.text}</p>
        </div>
        <Button busy={preview.isFetching} onClick={show}>
          {asked === null ? words.show : words.refresh}
        </Button>
      </div>
      <output className="gfc-muted">
        {preview.isFetching && words.loading}
        {!preview.isFetching && isStale && words.stale}
        {!preview.isFetching && !isStale && shown > 0 && words.result(shown)}
      </output>
      {preview.error && <FailureNotice error={toPanelError(preview.error)} onRetry={show} />}
      {preview.data && shown === 0 && <p className="gfc-empty">{words.empty}</p>}
      {preview.data && shown > 0 && (
        <ul className="gfc-preview-contacts">
          {preview.data.outcomes.map((outcome) => (
            <PreviewContact key={outcome.contactId} outcome={outcome} />
          ))}
        </ul>
      )}
    </section>
  );
}
