import type { Outcome, PauseReason, Run, RunStatus, SkipReason } from '@goodfunds/shared';
import { n } from './plural.ts';

export const syncDe = {
  step: 'Synchronisieren',
  title: 'Synchronisieren',
  intro: 'Neue Kontakte werden automatisch übertragen. Hier kannst du alle auf den neuesten Stand bringen.',
  disabled: {
    title: 'Noch ausgeschaltet',
    text: 'Schalte die Verbindung ein, dann kannst du synchronisieren.',
    textSetup: 'Ordne zuerst die Felder zu und speichere. Dann kannst du einschalten und synchronisieren.',
    toMapping: 'Zur Zuordnung',
  },
  outcomes: {
    CREATED: 'Angelegt',
    UPDATED: 'Aktualisiert',
    UNCHANGED: 'Unverändert',
    SKIPPED: 'Übersprungen',
    FAILED: 'Fehlgeschlagen',
  } satisfies Record<Outcome, string>,
  statuses: {
    QUEUED: 'Startet gleich',
    RUNNING: 'Läuft',
    PAUSED: 'Pausiert',
    COMPLETED: 'Fertig',
    COMPLETED_WITH_ERRORS: 'Fertig, mit Fehlern',
    CANCELLED: 'Abgebrochen',
    FAILED: 'Fehlgeschlagen',
  } satisfies Record<RunStatus, string>,
  skipReasons: {
    NO_EMAIL: {
      title: 'Der Kontakt hat keine E-Mail-Adresse.',
      next: 'Ohne sie erkennen wir die Person im CRM nicht wieder. Ergänze sie in GoodFunds.',
    },
    EXISTING_CONTACT: {
      title: 'Der Kontakt ist schon im CRM.',
      next: 'Nach eurer Regel bleibt er unverändert. Du musst nichts tun.',
    },
    INACTIVE_MATCH: {
      title: 'Im CRM gibt es die Person, aber deaktiviert.',
      next: 'Aktiviere den Kontakt im CRM, wenn er wieder aktualisiert werden soll.',
    },
    AMBIGUOUS_MATCH: {
      title: 'Mehrere Kontakte im CRM haben diese E-Mail-Adresse.',
      next: 'Führe sie im CRM zusammen oder stelle in den Regeln ein, welcher gelten soll.',
    },
    NAME_MISMATCH: {
      title: 'Der Kontakt im CRM mit dieser E-Mail-Adresse hat einen anderen Namen.',
      next: 'Ist es dieselbe Person, korrigiere den Namen in GoodFunds oder im CRM. Was in solchen Fällen passiert, stellst du in den Regeln ein.',
    },
    SHARED_EMAIL: {
      title: 'Zwei Personen teilen sich diese E-Mail-Adresse.',
      next: 'Damit sie sich nicht gegenseitig überschreiben, wird der zweite Kontakt nicht übertragen. Trage für ihn eine eigene Adresse ein.',
    },
    DELETED_IN_CRM: {
      title: 'Der Kontakt wurde im CRM gelöscht.',
      next: 'Er wird nicht automatisch wieder angelegt. Das kannst du in den Regeln ändern.',
    },
    POSSIBLE_DUPLICATE: {
      title: 'Der Kontakt könnte schon im CRM sein.',
      next: 'Er hat keine E-Mail-Adresse, und dort hat jemand denselben Nachnamen und dieselbe Postleitzahl. Ist es dieselbe Person, trage die E-Mail-Adresse in GoodFunds und im CRM ein.',
    },
    RUN_CANCELLED: {
      title: 'Die Synchronisierung wurde abgebrochen.',
      next: 'Starte sie noch einmal, dann ist der Kontakt wieder dabei.',
    },
  } satisfies Record<SkipReason, { title: string; next: string }>,
  pauses: {
    THROTTLED: {
      title: 'Das CRM bittet um eine Pause.',
      next: 'Es nimmt nur eine begrenzte Zahl von Anfragen an. Danach geht es automatisch weiter, kein Kontakt geht verloren.',
      waiting: (time) =>
        `Es nimmt nur eine begrenzte Zahl von Anfragen an. Um ${time} geht es automatisch weiter, kein Kontakt geht verloren.`,
    },
    UNAVAILABLE: {
      title: 'Das CRM ist gerade nicht erreichbar.',
      next: 'Wir versuchen es automatisch noch einmal. Kein Kontakt geht verloren.',
      waiting: (time) => `Um ${time} versuchen wir es wieder. Kein Kontakt geht verloren.`,
    },
    RECONNECT: {
      title: 'Verbinde neu, damit es weitergeht.',
      next: 'Teste die Verbindung und speichere die geänderten Zugangsdaten. Dann geht es automatisch weiter. Zuordnung und Verknüpfungen bleiben, kein Kontakt geht verloren.',
      waiting: (time) => `Prüfe die Zugangsdaten. Um ${time} versuchen wir es wieder.`,
    },
    MAPPING: {
      title: 'Die Zuordnung passt nicht mehr zu eurem CRM.',
      next: 'Im CRM hat sich ein Feld geändert. Sieh die Zuordnung durch und speichere, dann geht es weiter.',
      waiting: (time) => `Sieh die Zuordnung durch und speichere. Um ${time} versuchen wir es wieder.`,
    },
    OTHER: {
      title: 'Die Synchronisierung ist pausiert.',
      next: 'Kein Kontakt geht verloren. Lade die Seite neu, um den Grund zu sehen.',
      waiting: (time) => `Um ${time} versuchen wir es wieder. Kein Kontakt geht verloren.`,
    },
  } satisfies Record<
    PauseReason | 'OTHER',
    { title: string; next: string; waiting: (time: string) => string }
  >,
  triggers: {
    PUSH: 'Neue Kontakte',
    MANUAL: 'Manuell gestartet',
    RETRY: 'Wiederholung',
    ENABLED: 'Eingeschaltet',
    SCHEDULE: 'Zeitplan',
    OTHER: 'Synchronisierung',
  } satisfies Record<Run['trigger'] | 'OTHER', string>,
  scopes: {
    PUSHED: 'aus GoodFunds',
    CHANGED: 'nur Geändertes',
    ALL: 'alle Kontakte',
    CONTACTS: 'ausgewählte Kontakte',
  } satisfies Record<Run['scope'], string>,
  start: 'Jetzt synchronisieren',
  starting: 'Wird gestartet …',
  scope: {
    legend: 'Welche Kontakte?',
    CHANGED: {
      title: 'Nur geänderte',
      text: 'Alles, was seit der letzten erfolgreichen Übertragung neu ist oder noch fehlt.',
    },
    ALL: { title: 'Alle', text: 'Prüft auch, was jemand im CRM geändert hat.' },
  },
  cancel: 'Abbrechen',
  cancelling: 'Wird abgebrochen …',
  cancelText: 'Was schon übertragen ist, bleibt. Der Rest wird übersprungen.',
  cancelConfirm: 'Synchronisierung abbrechen?',
  cancelKeep: 'Weiterlaufen lassen',
  retryFailed: (count: number) =>
    n(count, '# Kontakt noch einmal versuchen', '# Kontakte noch einmal versuchen'),
  retryReason: (count: number) =>
    n(count, 'Diesen Kontakt noch einmal versuchen', 'Alle # mit diesem Grund noch einmal versuchen'),
  progress: (done: string, total: string) => `${done} von ${total} Kontakten`,
  pace: (count: number) => n(count, '# Kontakt pro Minute', '# Kontakte pro Minute'),
  left: (duration: string) => `noch etwa ${duration}`,
  endsAt: (time: string) => `fertig gegen ${time}`,
  progressLabel: 'Fortschritt',
  counting: 'Kontakte werden gesammelt …',
  reconnecting: 'Die Anzeige verbindet sich gerade neu. Die Synchronisierung läuft weiter.',
  lost: (time: string) =>
    `Keine Verbindung zu GoodFunds. Diese Zahlen sind von ${time}. Die Synchronisierung läuft weiter. Sobald die Verbindung wieder da ist, aktualisieren sich die Zahlen automatisch.`,
  finished: {
    COMPLETED: 'Alles wurde übertragen',
    COMPLETED_WITH_ERRORS: (failed: number) =>
      n(failed, '# Kontakt wurde nicht übertragen', '# Kontakte wurden nicht übertragen'),
    CANCELLED: 'Abgebrochen',
    cancelledText: 'Was vorher fertig war, bleibt. Starte eine neue Synchronisierung für den Rest.',
    FAILED: 'Die Synchronisierung ist fehlgeschlagen',
    nothingToDo: 'Alles ist auf dem neuesten Stand',
    nothingToDoText: 'Es gab nichts zu tun.',
    whyBelow: 'Die Gründe stehen unten.',
    alsoSkipped: (count: number) =>
      n(count, 'Außerdem wurde # Kontakt übersprungen.', 'Außerdem wurden # Kontakte übersprungen.'),
    incomplete: (count: number) =>
      n(count, '# Kontakt kam nicht mit allen Werten an.', '# Kontakte kamen nicht mit allen Werten an.'),
    showIncomplete: 'Unvollständige ansehen',
    showSkipped: 'Übersprungene ansehen',
    skipped: (count: number) => n(count, '# Kontakt wurde übersprungen', '# Kontakte wurden übersprungen'),
  },
  duration: (text: string) => `Dauer ${text}`,
  startedAt: (text: string) => `Gestartet ${text}`,
  current: 'Läuft gerade',
  latest: 'Zuletzt',
  history: {
    title: 'Verlauf',
    empty: 'Noch keine Synchronisierung. Starte die erste mit dem Knopf oben.',
    contacts: (count: number) => n(count, '# Kontakt', '# Kontakte'),
    failed: (count: number) => n(count, '# fehlgeschlagen', '# fehlgeschlagen'),
  },
  items: {
    export: (count: number) =>
      n(count, '# Kontakt als Tabelle speichern (CSV)', 'Alle # Kontakte als Tabelle speichern (CSV)'),
    exportShown: 'Nur die gefilterten (CSV)',
    exported: (count: number) =>
      n(count, 'Tabelle mit # Kontakt gespeichert.', 'Tabelle mit # Kontakten gespeichert.'),
    columns: {
      contactId: 'Kontakt-ID',
      email: 'E-Mail',
      outcome: 'Ergebnis',
      reason: 'Grund',
      next: 'Nächster Schritt',
      warnings: 'Nicht angekommen ist',
      changed: 'Geänderte Felder',
      kept: 'Im CRM behalten',
      contradictions: 'Im CRM strenger',
      crmContactId: 'CRM-ID',
      finishedAt: 'Zeitpunkt',
    },
    title: 'Kontakte dieser Synchronisierung',
    contradictions: 'Das CRM ist hier strenger als GoodFunds, und das bleibt so:',
    contradictionsOf: (field: string, count: number) =>
      n(count, `${field}: # Kontakt`, `${field}: # Kontakte`),
    all: 'Alle',
    filter: 'Nach Ergebnis filtern',
    search: 'Kontakt suchen',
    searchPlaceholder: 'E-Mail oder Kontakt-ID',
    reasonAll: 'Alle Gründe',
    reason: 'Grund',
    empty: 'Kein Kontakt mit diesem Ergebnis.',
    emptySearch: (query: string) => `Kein Kontakt passt zu „${query}“.`,
    emptyPending: 'Die ersten Ergebnisse erscheinen gleich.',
    pending: 'Wartet noch',
    showMore: (count: number) => n(count, '# weiteren Kontakt zeigen', '# weitere Kontakte zeigen'),
    showLess: 'Weniger zeigen',
    group: (count: number) => n(count, '# Kontakt', '# Kontakte'),
    groupMore: (count: number) => n(count, 'mindestens # Kontakt', 'mindestens # Kontakte'),
    kept: (fields: string) => `Im CRM behalten: ${fields}`,
    changed: (fields: string) => `Geändert: ${fields}`,
    without: (field: string) => `Ohne „${field}“ angekommen`,
    withoutValue: 'Ohne einen Wert angekommen',
    candidates: 'Treffer im CRM',
    noEmail: 'ohne E-Mail',
    attempts: (count: number) => n(count, '# Versuch', '# Versuche'),
  },
};
export type SyncTexts = typeof syncDe;
