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
  manage: 'Verwalten',
  notices: {
    down: 'Die letzte Prüfung der Verbindung ist fehlgeschlagen.',
    secretExpired: (day: string) => `Der geheime Clientschlüssel ist am ${day} abgelaufen.`,
    secretExpiredNext:
      'Im Entra Admin Center einen neuen anlegen und hier eintragen. Bis dahin warten die Kontakte.',
    secretExpires: (day: string) => `Der geheime Clientschlüssel läuft am ${day} ab.`,
    secretExpiresNext: 'Leg rechtzeitig einen neuen an, dann läuft alles ohne Unterbrechung weiter.',
    failedItems: (count: number) =>
      n(
        count,
        '# Kontakt ist in den letzten sieben Tagen nicht angekommen.',
        '# Kontakte sind in den letzten sieben Tagen nicht angekommen.',
      ),
    toCredentials: 'Zugangsdaten prüfen',
    toMapping: 'Zuordnung ansehen',
    toSync: 'Gründe ansehen',
  },
  remove: {
    open: 'Verbindung entfernen',
    title: (name: string) => `„${name}“ entfernen?`,
    gone: 'Das wird gelöscht',
    goneItems: [
      'Zugangsdaten, Zuordnung und Regeln',
      'der Verlauf aller Synchronisierungen',
      'die Verknüpfungen zwischen GoodFunds- und CRM-Kontakten',
    ],
    stays: (crm: string) => `Das bleibt in ${crm}`,
    staysItems: [
      'alle Kontakte, die dort angekommen sind',
      'die App-Registrierung und der Anwendungsbenutzer; entferne sie dort, wenn du sie nicht mehr brauchst',
    ],
    confirm: 'Endgültig entfernen',
    removing: 'Wird entfernt …',
    removed: (name: string) => `„${name}“ ist entfernt.`,
  },
};
export type IntegrationTexts = typeof integrationDe;
