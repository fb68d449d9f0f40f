import { n } from './plural.ts';

export const integrationDe = {
  steps: 'Schritte',
  stepDone: 'erledigt',
  stepLocked: 'noch gesperrt',
  enabled: 'Neue Kontakte automatisch übertragen',
  enabledOn: 'Eingeschaltet. Wartende und neue Kontakte werden jetzt automatisch übertragen.',
  enabledOff: 'Ausgeschaltet. Neue Kontakte warten, bis du wieder einschaltest.',
  enableFirst: 'Speichere zuerst eine Zuordnung.',
  meanwhile: {
    title: (by: string | null) => `${by ?? 'Jemand'} hat die Einstellungen inzwischen auch geändert`,
    text: 'Beide Änderungen sind gespeichert.',
  },
  notices: {
    secretExpired: (day: string) => `Der geheime Clientschlüssel ist am ${day} abgelaufen.`,
    secretExpiredNext: 'Bis dahin warten die Kontakte. Keiner geht verloren.',
    secretExpires: (day: string) => `Der geheime Clientschlüssel läuft am ${day} ab.`,
    secretExpiresNext: 'Wenn du das rechtzeitig machst, läuft alles ohne Unterbrechung weiter.',
    reconnect: 'Neu verbinden',
    toCredentials: 'Zugangsdaten prüfen',
    failedItems: (count: number) =>
      n(
        count,
        '# Kontakt wurde in den letzten sieben Tagen nicht übertragen.',
        '# Kontakte wurden in den letzten sieben Tagen nicht übertragen.',
      ),
    toMapping: 'Zuordnung ansehen',
    toSync: 'Gründe ansehen',
  },
  nameQuestion: {
    title: 'Neu: Was passiert, wenn der Name nicht passt?',
    text: 'Hat ein Kontakt im CRM dieselbe E-Mail-Adresse, aber einen anderen Namen, überschreiben wir ihn nicht mehr. Er wartet unter „Rückfragen“ auf deine Entscheidung. In den Regeln kannst du das ändern. Sonst bleibt alles, wie es war.',
    toRules: 'Zu den Regeln',
    dismiss: 'Verstanden',
  },
  remove: {
    open: 'Verbindung entfernen',
    title: (name: string) => `„${name}“ entfernen?`,
    gone: 'Das wird gelöscht',
    goneItems: [
      'Zugangsdaten, Zuordnung und Regeln',
      'der Verlauf aller Synchronisierungen, auch wartende Kontakte',
    ],
    kept: 'Das merkt sich GoodFunds',
    keptLinks:
      'welcher Kontakt in GoodFunds zu welchem im CRM gehört: Verbindest du dieselbe Umgebung wieder, wird niemand doppelt angelegt',
    stays: (crm: string) => `Das bleibt in ${crm}`,
    staysContacts: 'alle Kontakte, die schon übertragen wurden',
    confirm: 'Endgültig entfernen',
    removing: 'Wird entfernt …',
    removed: (name: string) => `„${name}“ ist entfernt.`,
  },
};
export type IntegrationTexts = typeof integrationDe;
