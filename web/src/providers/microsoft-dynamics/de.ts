import type { MicrosoftDynamicsCheck } from '@goodfunds/shared';
import type { CredentialFieldTexts, ProviderTexts } from '../provider-texts.ts';

export const providerDe: ProviderTexts = {
  intro: 'Trage die Werte eurer App-Registrierung ein. Der Test verändert nichts in eurem CRM.',
  before: [
    'Eine App-Registrierung in Microsoft Entra ID mit einem geheimen Clientschlüssel.',
    'Einen Anwendungsbenutzer für diese App in eurer Dynamics-Umgebung, mit einer Sicherheitsrolle, die Kontakte lesen, anlegen und ändern darf.',
    'Das macht meist eure IT. Die Werte, die du danach brauchst, stehen unten.',
  ],
  renewSecret: 'Lege im Entra Admin Center einen neuen an und trage ihn hier ein.',
  leftBehind:
    'die App-Registrierung und der Anwendungsbenutzer; entferne sie dort, wenn du sie nicht mehr brauchst',
};

export const fieldsDe: Record<string, CredentialFieldTexts> = {
  tenantId: {
    label: 'Verzeichnis-ID (Mandant)',
    help: 'Kennung eures Microsoft-Verzeichnisses. Im Entra Admin Center in der Übersicht der App-Registrierung.',
    placeholder: '12345678-90ab-cdef-1234-567890abcdef',
  },
  clientId: {
    label: 'Anwendungs-ID (Client)',
    help: 'Kennung der App, mit der sich GoodFunds anmeldet. Sie steht in derselben Übersicht.',
    placeholder: '12345678-90ab-cdef-1234-567890abcdef',
  },
  clientSecret: {
    label: 'Geheimer Clientschlüssel',
    help: 'Das Passwort der App: der „Wert“ unter „Zertifikate & Geheimnisse“. Wir speichern ihn verschlüsselt und zeigen ihn nie wieder an.',
    placeholder: '',
  },
  environmentUrl: {
    label: 'Adresse der Umgebung',
    help: 'Die Adresse, unter der du Dynamics im Browser öffnest. Du kannst sie ganz einfügen.',
    placeholder: 'https://deinname.crm4.dynamics.com',
  },
  clientSecretExpiresOn: {
    label: 'Schlüssel läuft ab am',
    help: 'Steht neben dem Schlüssel. Trage das Datum ein, dann erinnern wir dich rechtzeitig.',
    placeholder: '',
  },
};

export const checksDe: Record<MicrosoftDynamicsCheck, string> = {
  ENVIRONMENT_URL: 'Adresse der Umgebung',
  TOKEN: 'Anmeldung bei Microsoft',
  WHO_AM_I: 'Zugang zur Umgebung',
  FIELD_METADATA: 'Felder lesen',
  READ_CONTACTS: 'Kontakte lesen',
  CREATE_CONTACTS: 'Kontakte anlegen',
  WRITE_CONTACTS: 'Kontakte ändern',
};
