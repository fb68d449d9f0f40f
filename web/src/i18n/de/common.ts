import { n } from './plural.ts';

export const commonDe = {
  panelLabel: 'CRM-Einstellungen',
  saving: 'Wird gespeichert …',
  cancel: 'Abbrechen',
  back: 'Zurück',
  retry: 'Noch einmal versuchen',
  close: 'Schließen',
  change: 'Ändern',
  loading: 'Wird geladen …',
  more: 'Mehr anzeigen',
  optional: 'optional',
  yes: 'Ja',
  no: 'Nein',
  /** For codes that only a newer service knows. */
  unknown: 'Unbekannt',
  empty: 'leer',
  requestId: 'Vorgangsnummer',
  copy: 'Kopieren',
  copied: 'Kopiert',
  details: 'Technische Einzelheiten',
  guides: {
    'azure-entra-setup': 'Anleitung: Microsoft vorbereiten',
    'connect-and-map': 'Anleitung',
    strategies: 'Die Regeln im Einzelnen',
    messages: 'Mehr dazu',
    questions: 'Häufige Fragen',
  },
  newTab: '(öffnet sich in einem neuen Tab)',
  retryIn: (seconds: number) => n(seconds, 'In # Sekunde wieder möglich.', 'In # Sekunden wieder möglich.'),
  warning: 'Hinweis',
  error: 'Fehler',
  success: 'Erledigt',
  offline: 'Du bist gerade offline.',
  offlineNext: 'Deine Eingaben bleiben erhalten. Sobald das Netz wieder da ist, geht es weiter.',
};
export type CommonTexts = typeof commonDe;
