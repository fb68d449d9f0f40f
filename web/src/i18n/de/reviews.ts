import type { ReviewDecision } from '@goodfunds/shared';
import { n } from './plural.ts';

export const reviewsDe = {
  step: 'Rückfragen',
  title: 'Rückfragen',
  intro:
    'Bei diesen Kontakten wissen wir nicht sicher, wer sie im CRM sind. Entscheide du, den Rest machen wir.',
  open: (count: number) => n(count, '# offen', '# offen'),
  empty: 'Keine offenen Rückfragen.',
  emptyNext: 'Wenn wir bei einem Kontakt nicht sicher sind, erscheint er hier.',
  emptyFilter: 'Keine Rückfrage passt zu deiner Auswahl.',
  search: 'Kontakt suchen',
  searchPlaceholder: 'Name, E-Mail oder Kontakt-ID',
  reason: 'Grund',
  reasonAll: 'Alle Gründe',
  list: 'Offene Rückfragen',
  noName: 'Ohne Namen',
  noEmail: 'ohne E-Mail',
  decisions: {
    SAME_PERSON: 'Dieselbe Person',
    NEW_CONTACT: 'Neuer Kontakt',
    IGNORE: 'Ignorieren',
  } satisfies Record<ReviewDecision, string>,
  effects: {
    SAME_PERSON: (crm: string) =>
      `Verknüpft die beiden. Der Kontakt in ${crm} wird nach deinen Regeln aktualisiert.`,
    NEW_CONTACT: (crm: string) => `Legt die Person in ${crm} neu an.`,
    IGNORE: () => 'Fragt erst wieder, wenn sich etwas ändert.',
  } satisfies Record<ReviewDecision, (crm: string) => string>,
  decided: (name: string, decision: string) => `${name}: ${decision}.`,
  next: (name: string) => `Als Nächstes: ${name}.`,
  allDone: 'Alle Rückfragen sind beantwortet.',
  decidedElsewhere: (name: string) => `Über ${name} wurde inzwischen schon entschieden.`,
  compare: 'Vergleich',
  attribute: 'Feld',
  candidate: (crm: string, number: number) => `${crm} ${number}`,
  choose: (number: number) => `${number} wählen`,
  chosen: (number: number) => `${number} gewählt`,
  openIn: (crm: string) => `In ${crm} öffnen`,
  differs: 'Unterschied',
  inactive: 'deaktiviert',
  gone: 'nicht mehr im CRM',
  linkedTo: (contacts: string) => `gehört schon zu Kontakt ${contacts}`,
  modifiedOn: (moment: string) => `Geändert ${moment}`,
  notLoaded: 'Die Angaben aus dem CRM fehlen gerade. Du kannst trotzdem entscheiden:',
  hints: {
    loading: 'Die Angaben werden noch geladen.',
    chooseFirst: (count: number) => `Wähle zuerst einen Kontakt: 1 bis ${count}.`,
    noCandidate: 'Es gibt keinen Kontakt im CRM, mit dem du verknüpfen könntest.',
  },
  keys: {
    title: 'Tasten',
    move: 'nächste, vorherige',
    choose: 'Kontakt im CRM wählen',
    enter: 'Eingabe',
  },
  bulk: {
    label: (count: number) =>
      n(count, 'Für # Kontakt mit diesem Grund:', 'Für alle # Kontakte mit diesem Grund:'),
    title: (decision: string, count: number) =>
      `„${decision}“ ${n(count, 'für # Kontakt?', 'für alle # Kontakte?')}`,
    several: 'Kontakte mit mehreren Treffern im CRM bleiben offen. Die entscheidest du einzeln.',
    confirm: (count: number) => n(count, '# Kontakt entscheiden', '# Kontakte entscheiden'),
    done: 'Entschieden.',
  },
};
export type ReviewsTexts = typeof reviewsDe;
