import { createPlural } from '../plural.ts';

const n = createPlural('de');

export const overviewDe = {
  title: 'CRM-Verbindungen',
  intro: 'Alle Verbindungen deiner Organisation auf einen Blick.',
  empty: {
    title: 'Verbinde GoodFunds mit deinem CRM',
    text: 'Jede Person, die euch unterstützt, kommt dann von selbst im CRM an: einmal angelegt, immer aktuell, nie doppelt.',
    steps: [
      { title: 'Verbinden', text: 'Du trägst vier Werte ein. Ein Test sagt dir in Worten, ob alles stimmt.' },
      { title: 'Zuordnen', text: 'Wir schlagen vor, welches Feld wohin gehört. Du prüfst und übernimmst.' },
      { title: 'Einschalten', text: 'Du siehst vorab, was passiert. Danach läuft alles von selbst.' },
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
    n(count, '# Kontakt ist nicht angekommen', '# Kontakte sind nicht angekommen'),
};
export type OverviewTexts = typeof overviewDe;
