/** What a credential field is called, where to find its value, and what an empty one reads. */
export type CredentialFieldWords = { label: string; help: string; placeholder: string };

const fields: Record<string, CredentialFieldWords> = {
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
    help: 'So öffnest du Dynamics im Browser. Du kannst die ganze Adresse einfügen.',
    placeholder: 'https://deinname.crm4.dynamics.com',
  },
  clientSecretExpiresOn: {
    label: 'Schlüssel läuft ab am',
    help: 'Steht neben dem Schlüssel. Dann erinnern wir dich rechtzeitig.',
    placeholder: '',
  },
};

export const credentialsDe = {
  step: 'Verbindung',
  title: (provider: string) => `Mit ${provider} verbinden`,
  intro: 'Trag die Werte eurer App-Registrierung ein. Der Test verändert nichts in eurem CRM.',
  introStored: 'Ist etwas neu, ein Schlüssel zum Beispiel? Trag es hier ein und teste noch einmal.',
  before: {
    title: 'Das brauchst du vorher',
    items: [
      'Eine App-Registrierung in Microsoft Entra ID mit einem geheimen Clientschlüssel.',
      'Einen Anwendungsbenutzer für diese App in eurer Dynamics-Umgebung, mit einer Sicherheitsrolle, die Kontakte lesen, anlegen und ändern darf.',
      'Das macht meist eure IT. Die Werte, die du danach brauchst, stehen unten.',
    ],
  },
  fields,
  name: 'Name der Verbindung',
  nameHelp: 'Nur für dich, falls ihr mehrere habt.',
  secretStored: (hint: string) =>
    hint === ''
      ? 'Gespeichert. Leer lassen, um ihn zu behalten.'
      : `Gespeichert, endet auf „${hint}“. Leer lassen, um ihn zu behalten.`,
  secretKept: 'Unverändert',
  replaceSecret: 'Neuen Schlüssel eintragen',
  keepSecret: 'Doch den gespeicherten behalten',
  showSecret: 'Anzeigen',
  hideSecret: 'Verbergen',
  required: 'Diese Angabe fehlt noch.',
  secretIdPasted: 'Das sieht nach der „Geheimnis-ID“ aus. Gebraucht wird der „Wert“ aus der Spalte daneben.',
  notGuid: 'Das ist keine ID. Sie besteht aus 32 Ziffern und Buchstaben mit Bindestrichen.',
  notTenant: 'Das ist weder eine ID noch eine Domain wie deinname.onmicrosoft.com.',
  sameIds: 'Das ist dieselbe ID wie oben. Verzeichnis und App haben verschiedene.',
  urlUnusable: 'Das ist keine Adresse. Sie sieht so aus: https://deinname.crm4.dynamics.com',
  urlShortened: (origin: string) => `Nur der vordere Teil gehört hierher: ${origin}`,
  useOrigin: 'Übernehmen',
  expired: 'Dieses Datum liegt in der Vergangenheit. Dann braucht ihr einen neuen Schlüssel.',
  badDate: 'Das ist kein Datum.',
  test: 'Verbindung testen',
  testing: 'Wird getestet …',
  testAgain: 'Noch einmal testen',
  cancelTest: 'Test abbrechen',
  saveAndContinue: 'Speichern und weiter',
  saveChanges: 'Änderungen speichern',
  saved: 'Zugangsdaten gespeichert.',
  stale: 'Du hast etwas geändert. Teste noch einmal, dann kannst du speichern.',
  testResult: {
    title: 'Ergebnis des Tests',
    up: 'Die Verbindung steht.',
    upText: 'GoodFunds erreicht euer CRM und darf Kontakte lesen, anlegen und ändern.',
    upWithNotes: 'Die Verbindung steht, mit einem Hinweis.',
    down: 'Die Verbindung steht noch nicht.',
    downText: 'Eine Prüfung ist fehlgeschlagen. Darunter steht, was zu tun ist.',
    running: 'Wir prüfen Schritt für Schritt.',
    environment: (host: string) => `Umgebung: ${host}`,
    passed: 'Bestanden',
    failed: 'Fehlgeschlagen',
    skipped: 'Übersprungen',
    skippedAfterFailure: 'Wird geprüft, sobald die Prüfung davor gelingt.',
    waiting: 'Steht noch aus',
  },
};
export type CredentialsTexts = typeof credentialsDe;
