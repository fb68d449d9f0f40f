import { n } from './plural.ts';

export const overviewDe = {
  title: 'CRM-Verbindungen',
  intro: 'Alle Verbindungen eurer Organisation auf einen Blick.',
  empty: {
    title: 'Verbinde GoodFunds mit eurem CRM',
    text: 'Wer euch unterstützt, steht dann automatisch im CRM: einmal angelegt, immer aktuell, nie doppelt.',
    steps: [
      { title: 'Verbinden', text: 'Du trägst vier Werte ein. Ein Test zeigt dir, ob alles stimmt.' },
      { title: 'Zuordnen', text: 'Wir schlagen vor, welches Feld wohin gehört. Du prüfst und übernimmst.' },
      { title: 'Einschalten', text: 'Du siehst vorab, was passiert. Danach läuft alles automatisch.' },
    ],
  },
  connect: (provider: string) => `${provider} verbinden`,
  connectAnother: 'Weitere Verbindung anlegen',
  allConnections: 'Alle Verbindungen',
  noProviders: 'Hier lässt sich gerade kein CRM verbinden. Melde dich bei uns, wir sehen uns das an.',
  status: {
    ACTIVE: 'Eingeschaltet',
    RUNNING: 'Synchronisiert gerade',
    OFF: 'Ausgeschaltet',
    SETUP: 'Noch nicht fertig',
    PAUSED: 'Pausiert',
    DOWN: 'Gestört',
  },
  failedItems: (count: number) =>
    n(count, '# Kontakt wurde nicht übertragen', '# Kontakte wurden nicht übertragen'),
};
export type OverviewTexts = typeof overviewDe;
