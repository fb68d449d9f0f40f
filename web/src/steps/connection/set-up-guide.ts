import type { Guide } from '../../i18n/guides.tsx';
import type { Language } from '../../i18n/language.ts';

type SetUpGuide = {
  guide: Guide;
  /** Where in it the value of a credential field is explained, by name of the field. */
  anchors: Record<Language, Record<string, string>>;
};

/** The guide to what has to be done on the CRM's side, by provider. */
export const SET_UP_GUIDES: Readonly<Record<string, SetUpGuide>> = {
  'microsoft-dynamics': {
    guide: 'azure-entra-setup',
    anchors: {
      de: {
        tenantId: '1-die-app-registrieren',
        clientId: '1-die-app-registrieren',
        clientSecret: '2-einen-geheimen-clientschlüssel-anlegen',
        environmentUrl: '3-den-anwendungsbenutzer-anlegen',
        clientSecretExpiresOn: 'wenn-der-schlüssel-abläuft',
      },
      en: {
        tenantId: '1-register-the-app',
        clientId: '1-register-the-app',
        clientSecret: '2-create-a-client-secret',
        environmentUrl: '3-create-the-application-user',
        clientSecretExpiresOn: 'when-the-secret-expires',
      },
    },
  },
};
