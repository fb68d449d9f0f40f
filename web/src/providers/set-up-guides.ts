type SetUpGuide = {
  guide: 'azure-entra-setup';
  /** The section about each credential field, by language and name of the field. */
  anchors: Record<'de' | 'en', Record<string, string>>;
};

/** The guide to preparing the CRM, by provider. */
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
