import { createContext, use } from 'react';
import { useI18n } from './i18n-context.tsx';

/** The guides for administrators that the service serves. */
export type Guide = 'azure-entra-setup' | 'connect-and-map' | 'strategies' | 'messages' | 'questions';

const ServiceContext = createContext('');
/** The URL of the service; empty for the page's origin. */
export const ServiceProvider = ServiceContext;

/** The address of a guide in the panel's language, or of a section in it. */
export function useGuideAddress(guide: Guide, anchor: string | undefined): string {
  const apiUrl = use(ServiceContext);
  const { language } = useI18n();
  const page = `${apiUrl.replace(/(?<!\/)\/+$/, '')}/guides/${language}/${guide}`;
  return anchor === undefined ? page : `${page}#${anchor}`;
}
