import { type Integration, ownProperty } from '@goodfunds/shared';
import { useMutation } from '@tanstack/react-query';
import { useTRPC } from '../api/trpc-context.ts';
import { useI18n } from '../i18n/i18n-context.tsx';
import { Button } from '../ui/controls/button.tsx';
import { useAnnounce } from '../ui/feedback/announcer.tsx';
import { Dialog } from '../ui/feedback/dialog.tsx';
import { useForgetDrafts } from './drafts-context.tsx';
import { useEmit } from './events.ts';
import { FailureNotice } from './failure-notice.tsx';
import { useIntegration } from './integration-context.tsx';
import { useRefreshIntegrations } from './use-update-integration.ts';

type RemoveDialogProps = { integration: Integration; onClose: () => void; onRemoved: () => void };

/** Confirms the removal, with what is deleted and what stays in the CRM. */
export function RemoveDialog({ integration, onClose, onRemoved }: RemoveDialogProps) {
  const { texts } = useI18n();
  const t = texts.integration.remove;
  const { crm } = useIntegration();
  const leftBehind = ownProperty(texts.providers, integration.provider)?.leftBehind;
  const trpc = useTRPC();
  const emit = useEmit();
  const announce = useAnnounce();
  const refresh = useRefreshIntegrations();
  const forgetDrafts = useForgetDrafts();
  const remove = useMutation(
    trpc.config.remove.mutationOptions({
      onSuccess: async ({ integrationId }) => {
        emit({ type: 'saved', detail: { integrationId, integration: null } });
        announce(t.removed(integration.name));
        forgetDrafts(integrationId);
        onRemoved();
        await refresh();
      },
    }),
  );
  const consequences = [
    { title: t.gone, items: t.goneItems },
    { title: t.kept, items: [t.keptLinks] },
    { title: t.stays(crm), items: [t.staysContacts, ...(leftBehind === undefined ? [] : [leftBehind])] },
  ];
  return (
    <Dialog
      title={t.title(integration.name)}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{texts.common.cancel}</Button>
          <Button
            variant="danger"
            busy={remove.isPending}
            onClick={() => remove.mutate({ integrationId: integration.id })}
          >
            {remove.isPending ? t.removing : t.confirm}
          </Button>
        </>
      }
    >
      <div className="gfc-stack gfc-consequences">
        {consequences.map(({ title, items }) => (
          <section key={title}>
            <h3>{title}</h3>
            <ul className="gfc-muted">
              {items.map((item) => (
                <li key={item}>{item}</li>
              ))}
            </ul>
          </section>
        ))}
      </div>
      {remove.error && <FailureNotice error={remove.error} />}
    </Dialog>
  );
}
