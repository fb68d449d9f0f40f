import { useSpeech } from '../i18n/language-context.tsx';
import { Notice } from './notice.tsx';
import { useOnline } from './use-online.ts';

/** Says that the browser has no network, and goes by itself when it has. */
export function OfflineNotice() {
  const { texts } = useSpeech();
  if (useOnline()) return null;
  return (
    <Notice tone="warning" title={texts.common.offline} urgent>
      <p>{texts.common.offlineNext}</p>
    </Notice>
  );
}
