import { useSyncExternalStore } from 'react';
import { useSpeech } from '../i18n/language-context.tsx';
import { Notice } from './notice.tsx';

/** Says that the browser has no network, and goes by itself when it has. */
export function OfflineNotice() {
  const { texts } = useSpeech();
  const isOnline = useSyncExternalStore(watchNetwork, () => navigator.onLine);
  if (isOnline) return null;
  return (
    <Notice tone="warning" title={texts.common.offline} urgent>
      <p>{texts.common.offlineNext}</p>
    </Notice>
  );
}

function watchNetwork(onChange: () => void): () => void {
  window.addEventListener('online', onChange);
  window.addEventListener('offline', onChange);
  return () => {
    window.removeEventListener('online', onChange);
    window.removeEventListener('offline', onChange);
  };
}
