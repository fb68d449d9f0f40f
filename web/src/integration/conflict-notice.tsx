import { useSpeech } from '../i18n/language-context.tsx';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import type { SettingsPart } from './draft.ts';
import type { DraftState } from './use-draft.ts';

/** Two people edit: says so, keeps what was typed, and lets the person decide. */
export function ConflictNotice({ parts, draft }: { parts: readonly SettingsPart[]; draft: DraftState }) {
  const { texts, format } = useSpeech();
  const words = texts.strategy.conflict;
  return (
    <Notice
      tone="warning"
      urgent
      title={words.title}
      actions={
        <>
          <Button small variant="primary" onClick={draft.keepMine}>
            {words.keepMine}
          </Button>
          <Button small onClick={draft.discard}>
            {words.takeTheirs}
          </Button>
        </>
      }
    >
      <p>{words.text}</p>
      <p>{words.changed(format.list(parts.map((part) => words.parts[part])))}</p>
    </Notice>
  );
}
