import { createContext, use, useCallback } from 'react';
import { useI18n } from './i18n-context.tsx';

/** The pages for administrators that the service brings along. */
export type Guide = 'azure-entra-setup' | 'connect-and-map' | 'strategies' | 'messages' | 'questions';

const ServiceContext = createContext('');
/** Where the service runs; empty for the page's own origin. */
export const ServiceProvider = ServiceContext;

/** The address of a guide in the panel's language, or of one place in it, such as the words on a code. */
export function useGuideAddress(): (guide: Guide, anchor?: string) => string {
  const apiUrl = use(ServiceContext);
  const { language } = useI18n();
  return useCallback(
    (guide, anchor) => {
      const page = `${apiUrl.replace(/\/+$/, '')}/guides/${language}/${guide}`;
      return anchor === undefined ? page : `${page}#${anchor}`;
    },
    [apiUrl, language],
  );
}
