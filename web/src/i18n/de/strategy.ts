import type { OnAmbiguousMatch, OnDeletedInCrm, UpdateStrategy } from '@goodfunds/shared';
import { createPlural } from '../plural.ts';

const n = createPlural('de');

const strategies: Record<UpdateStrategy, { title: string; text: string }> = {
  UPDATE_IF_CHANGED: {
    title: 'Aktualisieren, wenn sich etwas geändert hat',
    text: 'GoodFunds hat das letzte Wort. Empfohlen, wenn eure Unterstützer ihre Daten in GoodFunds pflegen.',
  },
  UPDATE_IF_EMPTY: {
    title: 'Nur leere Felder füllen',
    text: 'Das CRM hat das letzte Wort. GoodFunds ergänzt, was dort noch fehlt.',
  },
  SKIP: {
    title: 'Bestehende Kontakte nicht anfassen',
    text: 'Wer schon im CRM steht, bleibt, wie er ist. Nur neue Kontakte kommen dazu.',
  },
};

const ambiguous: Record<OnAmbiguousMatch, { title: string; text: string }> = {
  REPORT: { title: 'Melden und nichts ändern', text: 'Du siehst den Kontakt in der Liste und entscheidest.' },
  OLDEST: { title: 'Den ältesten nehmen', text: 'Der Kontakt, der zuerst im CRM angelegt wurde.' },
  MOST_RECENTLY_MODIFIED: {
    title: 'Den zuletzt bearbeiteten nehmen',
    text: 'Der Kontakt, an dem zuletzt jemand gearbeitet hat.',
  },
};

const deleted: Record<OnDeletedInCrm, { title: string; text: string }> = {
  REPORT: {
    title: 'Gelöscht lassen und melden',
    text: 'Wer im CRM gelöscht wurde, kommt nicht von selbst zurück.',
  },
  RECREATE: { title: 'Neu anlegen', text: 'Der Kontakt entsteht beim nächsten Mal wieder.' },
};

export const strategyDe = {
  step: 'Regeln',
  title: 'Was passiert mit Kontakten, die schon da sind?',
  intro: 'Neue Kontakte werden immer angelegt. Ein leeres GoodFunds-Feld überschreibt nie etwas.',
  strategies,
  recommended: 'Empfohlen',
  example: {
    caption: 'Beispiel',
    field: 'Feld',
    goodfunds: 'GoodFunds',
    before: 'CRM vorher',
    after: 'danach',
    city: 'Ort',
    phone: 'Telefon',
    cityNew: 'Leipzig',
    cityOld: 'Halle',
    phoneNew: '0341 555 01',
    changed: 'geändert',
  },
  special: {
    title: 'Zwei Sonderfälle',
    ambiguousTitle: 'Mehrere Kontakte im CRM haben dieselbe E-Mail-Adresse',
    ambiguousText: 'Stimmt bei genau einem der Name überein, nehmen wir den. Sonst gilt:',
    deletedTitle: 'Ein verbundener Kontakt wurde im CRM gelöscht',
  },
  ambiguous,
  deleted,
  preview: {
    title: 'Vorschau',
    text: 'Sieh dir an einigen Kontakten an, was passieren würde. Es wird nichts geschrieben.',
    show: 'Vorschau anzeigen',
    refresh: 'Vorschau erneuern',
    loading: 'Wir vergleichen mit dem CRM …',
    stale: 'Du hast seitdem etwas geändert.',
    empty:
      'Noch kein Kontakt da. Sobald der erste in GoodFunds ankommt, siehst du hier, was passieren würde.',
    result: (count: number) => n(count, 'So sähe es für # Kontakt aus', 'So sähe es für # Kontakte aus'),
    outcome: {
      CREATED: 'Würde angelegt',
      UPDATED: 'Würde aktualisiert',
      UNCHANGED: 'Bleibt gleich',
      SKIPPED: 'Würde übersprungen',
      FAILED: 'Käme nicht an',
    },
    attribute: 'Feld',
    before: 'Im CRM',
    after: 'Danach',
    why: 'Warum',
    reasons: {
      NEW_CONTACT: 'neuer Kontakt',
      CHANGED: 'hat sich geändert',
      EMPTY_IN_CRM: 'im CRM leer',
      EQUAL: 'schon gleich',
      FILLED_IN_CRM: 'im CRM schon gefüllt',
      NO_VALUE: 'in GoodFunds leer',
      SKIP: 'bleibt laut Regel',
      REFUSED: 'Wert passt nicht',
    },
    changes: (count: number) => n(count, '# Feld würde geschrieben', '# Felder würden geschrieben'),
  },
  save: 'Speichern',
  saveAndEnable: 'Speichern und einschalten',
  saved: 'Gespeichert.',
  savedAndEnabled: 'Gespeichert und eingeschaltet. Neue Kontakte kommen ab jetzt von selbst an.',
  unsaved: 'Du hast ungespeicherte Änderungen.',
  discard: 'Verwerfen',
  noMapping: 'Ordne zuerst mindestens ein Feld zu.',
  conflict: {
    title: 'Jemand hat diese Einstellungen gerade geändert',
    text: 'Deine Eingaben sind noch da. Du kannst sie über den neuen Stand speichern oder den neuen Stand übernehmen.',
    changed: (parts: string) => `Auf beiden Seiten geändert: ${parts}.`,
    keepMine: 'Meine Eingaben speichern',
    takeTheirs: 'Neuen Stand übernehmen',
    parts: {
      mapping: 'Zuordnung',
      strategy: 'Regel',
      onAmbiguousMatch: 'mehrere Treffer',
      onDeletedInCrm: 'gelöschte Kontakte',
    },
  },
};
export type StrategyTexts = typeof strategyDe;
