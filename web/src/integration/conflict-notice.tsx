import { useSpeech } from '../i18n/language-context.tsx';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';

type ConflictNoticeProps = {
  /** Who was first, where that is known. */
  by: string | null;
  /** What both have changed, as the panel calls it. */
  changed: readonly string[];
  onKeepMine: () => void;
  onTakeTheirs: () => void;
};

/** Two people edit: says so, keeps what was typed, and lets the person decide. */
export function ConflictNotice({ by, changed, onKeepMine, onTakeTheirs }: ConflictNoticeProps) {
  const { texts, format } = useSpeech();
  const words = texts.strategy.conflict;
  return (
    <Notice
      tone="warning"
      urgent
      title={words.title(by)}
      actions={
        <>
          <Button small variant="primary" onClick={onKeepMine}>
            {words.keepMine}
          </Button>
          <Button small onClick={onTakeTheirs}>
            {words.takeTheirs}
          </Button>
        </>
      }
    >
      <p>{words.text}</p>
      <p>{words.changed(format.list(changed))}</p>
    </Notice>
  );
}
