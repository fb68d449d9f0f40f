import { useSpeech } from '../../i18n/language-context.tsx';
import { Notice } from '../../ui/feedback/notice.tsx';

/** Credentials were stored: what that set going, and what it left alone. */
export function SavedNotice({ enabled }: { enabled: boolean }) {
  const words = useSpeech().texts.credentials;
  return (
    <Notice tone="success" title={words.saved}>
      <p>{enabled ? words.savedOn : words.savedOff}</p>
    </Notice>
  );
}
