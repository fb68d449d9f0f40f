/** What a credential field is called, where to find its value, and what an empty one reads. */
export type CredentialFieldTexts = { label: string; help: string; placeholder: string };

const fields: Record<string, CredentialFieldTexts> = {
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

export const credentialsDe = {
  step: 'Verbindung',
  title: (provider: string) => `Mit ${provider} verbinden`,
  intro: 'Trage die Werte ein. Der Test verändert nichts in eurem CRM.',
  introStored:
    'Hat sich etwas geändert, zum Beispiel der Schlüssel? Trage es hier ein und teste noch einmal.',
  before: 'Das brauchst du vorher',
  fields,
  findValue: 'So findest du den Wert',
  name: 'Name der Verbindung',
  nameHelp: 'Nur für dich, falls ihr mehrere habt.',
  secretStored: (hint: string) =>
    hint === ''
      ? 'Gespeichert. Leer lassen, um ihn zu behalten.'
      : `Gespeichert, endet auf „${hint}“. Leer lassen, um ihn zu behalten.`,
  replaceSecret: 'Neuen Schlüssel eintragen',
  keepSecret: 'Gespeicherten Schlüssel behalten',
  showSecret: 'Anzeigen',
  hideSecret: 'Verbergen',
  required: 'Diese Angabe fehlt noch.',
  secretIdPasted: 'Das sieht nach der „Geheimnis-ID“ aus. Du brauchst den „Wert“ aus der Spalte daneben.',
  notGuid: 'Das ist keine ID. Sie besteht aus 32 Ziffern und Buchstaben mit Bindestrichen.',
  notTenant: 'Das ist weder eine ID noch eine Domain wie deinname.onmicrosoft.com.',
  sameIds: 'Das ist dieselbe ID wie oben. Verzeichnis und App haben verschiedene.',
  urlUnusable: 'Das ist keine Adresse. Sie sieht so aus: https://deinname.crm4.dynamics.com',
  addressCorrected: (origin: string) => `Wir haben die Adresse angepasst: ${origin}`,
  expiry: {
    LATER: (day: string, when: string) => `${day}, ${when}. Wir erinnern dich 30 Tage vorher.`,
    SOON: (day: string, when: string) => `${day}, ${when}. Lege bald einen neuen Schlüssel an.`,
    PAST: (day: string, when: string) => `${day}, ${when}. Ihr braucht jetzt einen neuen Schlüssel.`,
  },
  badDate: 'Das ist kein Datum.',
  dateOutOfRange: 'Prüfe das Jahr: Es muss zwischen 2000 und 2100 liegen.',
  test: 'Verbindung testen',
  testing: 'Wird getestet …',
  testAgain: 'Noch einmal testen',
  cancelTest: 'Test abbrechen',
  saveAndContinue: 'Speichern und weiter',
  saveChanges: 'Änderungen speichern',
  saved: 'Zugangsdaten gespeichert.',
  savedOn: 'Wartende Kontakte werden jetzt automatisch übertragen. Zuordnung und Regeln sind unverändert.',
  savedOff: 'Zuordnung und Regeln sind unverändert.',
  discard: 'Verwerfen',
  changes: {
    environment: {
      title: 'Du verbindest eine andere Umgebung.',
      fromTo: (before: string, after: string) => `Bisher ${before}, nach dem Speichern ${after}.`,
      points: [
        'Zuordnung und Regeln bleiben. Sieh sie danach durch: Dort kann es andere Felder geben.',
        'Die Verknüpfungen gelten nur in der bisherigen Umgebung. In der neuen suchen wir jede Person über ihre E-Mail-Adresse und legen fehlende an.',
        'Wartende Kontakte gehen in die neue Umgebung. Was schon in der bisherigen ist, bleibt dort.',
        'Wenn du zurückwechselst, gelten die alten Verknüpfungen wieder.',
      ],
      save: 'Umgebung wechseln und speichern',
    },
    signIn: {
      title: 'GoodFunds meldet sich künftig anders an.',
      text: 'Die Umgebung bleibt dieselbe. Zuordnung, Regeln und Verknüpfungen bleiben.',
    },
    secret: {
      title: 'Du trägst einen neuen Schlüssel ein.',
      text: 'Zuordnung, Regeln und Verknüpfungen bleiben. Wartende Kontakte werden nach dem Speichern automatisch übertragen.',
    },
  },
  testResult: {
    title: 'Ergebnis des Tests',
    outdated: 'Ergebnis für die früheren Angaben',
    outdatedText: 'Seitdem hast du etwas geändert. Teste noch einmal, dann kannst du speichern.',
    duration: (seconds: string) => `in ${seconds}`,
    up: 'Die Verbindung steht.',
    upText: 'GoodFunds erreicht euer CRM und darf Kontakte lesen, anlegen und ändern.',
    upWithNotes: 'Die Verbindung steht, mit einem Hinweis.',
    down: 'Die Verbindung steht noch nicht.',
    downText: 'Bei jeder fehlgeschlagenen Prüfung steht, was zu tun ist.',
    running: 'Wir prüfen Schritt für Schritt.',
    environment: (host: string) => `Umgebung: ${host}`,
    passed: 'Bestanden',
    failed: 'Fehlgeschlagen',
    skipped: 'Übersprungen',
    skippedAfterFailure: 'Folgt, sobald die Prüfung davor gelingt.',
    waiting: 'Steht noch aus',
  },
};
export type CredentialsTexts = typeof credentialsDe;
