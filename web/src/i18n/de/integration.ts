import { createPlural } from '../plural.ts';

const n = createPlural('de');

export const integrationDe = {
  steps: 'Schritte',
  stepDone: 'erledigt',
  stepLocked: 'noch gesperrt',
  enabled: 'Neue Kontakte von selbst übertragen',
  enabledOn: 'Eingeschaltet. Neue Kontakte kommen ab jetzt von selbst an.',
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
    secretExpiresNext: 'Tust du es rechtzeitig, läuft alles ohne Unterbrechung weiter.',
    reconnect: 'Neu verbinden',
    toCredentials: 'Zugangsdaten prüfen',
    failedItems: (count: number) =>
      n(
        count,
        '# Kontakt ist in den letzten sieben Tagen nicht angekommen.',
        '# Kontakte sind in den letzten sieben Tagen nicht angekommen.',
      ),
    toMapping: 'Zuordnung ansehen',
    toSync: 'Gründe ansehen',
  },
  remove: {
    open: 'Verbindung entfernen',
    title: (name: string) => `„${name}“ entfernen?`,
    gone: 'Das wird gelöscht',
    goneItems: [
      'Zugangsdaten, Zuordnung und Regeln',
      'der Verlauf aller Synchronisierungen, mit allem, was noch wartet',
    ],
    kept: 'Das merkt sich GoodFunds',
    keptLinks:
      'welcher Kontakt in GoodFunds welcher im CRM ist: Verbindest du dieselbe Umgebung wieder, wird niemand doppelt angelegt',
    stays: (crm: string) => `Das bleibt in ${crm}`,
    staysContacts: 'alle Kontakte, die dort angekommen sind',
    confirm: 'Endgültig entfernen',
    removing: 'Wird entfernt …',
    removed: (name: string) => `„${name}“ ist entfernt.`,
  },
};
export type IntegrationTexts = typeof integrationDe;
