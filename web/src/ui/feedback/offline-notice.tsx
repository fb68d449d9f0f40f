import { useSyncExternalStore } from 'react';
import { useI18n } from '../../i18n/i18n-context.tsx';
import { Notice } from './notice.tsx';

/** Shown while the browser has no network. */
export function OfflineNotice() {
  const { texts } = useI18n();
  if (useOnline()) return null;
  return (
    <Notice tone="warning" title={texts.common.offline} urgent>
      <p>{texts.common.offlineNext}</p>
    </Notice>
  );
}

/** Whether the browser has a network. */
export function useOnline(): boolean {
  return useSyncExternalStore(watchNetwork, () => navigator.onLine);
}

function watchNetwork(onChange: () => void): () => void {
  window.addEventListener('online', onChange);
  window.addEventListener('offline', onChange);
  return () => {
    window.removeEventListener('online', onChange);
    window.removeEventListener('offline', onChange);
  };
}
