import type { IntegrationTexts } from '../i18n/de/integration.ts';
import { useI18n } from '../i18n/i18n-context.tsx';
import { Button } from '../ui/controls/button.tsx';
import { Notice } from '../ui/feedback/notice.tsx';

/** Another person's change since this user read the settings; `by` is `null` if the name is not known. */
export type ConcurrentEdit = { by: string | null };

/** The message for a stored update, followed by the change of the other person. */
export function savedMessage(
  t: IntegrationTexts['meanwhile'],
  message: string,
  edit: ConcurrentEdit | null,
): string {
  return edit ? `${message} ${t.title(edit.by)}. ${t.text}` : message;
}

/** Two people have changed different parts, and both changes are stored. */
export function ConcurrentEditNotice({ edit, onClose }: { edit: ConcurrentEdit; onClose: () => void }) {
  const { texts } = useI18n();
  const t = texts.integration.meanwhile;
  return (
    <Notice
      tone="neutral"
      title={t.title(edit.by)}
      actions={
        <Button small onClick={onClose}>
          {texts.common.close}
        </Button>
      }
    >
      <p>{t.text}</p>
    </Notice>
  );
}

type ConflictNoticeProps = {
  by: string | null;
  /** The labels of the parts that both have changed. */
  changed: readonly string[];
  onKeepMine: () => void;
  onTakeTheirs: () => void;
};

/** Two people have changed the same part: keeps the input and lets the person decide. */
export function ConflictNotice({ by, changed, onKeepMine, onTakeTheirs }: ConflictNoticeProps) {
  const { texts, format } = useI18n();
  const t = texts.strategy.conflict;
  return (
    <Notice
      tone="warning"
      urgent
      title={t.title(by)}
      actions={
        <>
          <Button small variant="primary" onClick={onKeepMine}>
            {t.keepMine}
          </Button>
          <Button small onClick={onTakeTheirs}>
            {t.takeTheirs}
          </Button>
        </>
      }
    >
      <p>{t.text}</p>
      <p>{t.changed(format.list(changed))}</p>
    </Notice>
  );
}
