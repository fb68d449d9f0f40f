import type { ErrorParams } from '@goodfunds/shared';
import { type CodeOf, type Message, phrase } from '../message.ts';

const fieldHere = (params: ErrorParams) => phrase(params, 'attribute', ' „', '“');

export const contactErrorsDe: Record<CodeOf<'contact' | 'mapping'>, Message> = {
  INVALID_EMAIL: {
    title: 'Die E-Mail-Adresse ist ungültig.',
    next: 'Korrigiere sie in GoodFunds und synchronisiere den Kontakt noch einmal.',
  },
  ID_TAKEN: {
    title: 'Der Kontakt ist im CRM schon da, aber nicht lesbar.',
    next: 'Der Anwendungsbenutzer braucht Leserechte auf alle Kontakte der Organisation.',
  },
  EMAIL_TAKEN: {
    title: 'Im CRM hat schon ein anderer Kontakt diese E-Mail-Adresse.',
    next: 'Deshalb wurde die neue Adresse nicht geschrieben. Sind beide dieselbe Person, führe sie im CRM zusammen.',
  },
  EDIT_CONFLICT: {
    title: 'Der Kontakt wurde gleichzeitig im CRM bearbeitet.',
    next: 'Mit einer neuen Synchronisierung versuchen wir es noch einmal.',
  },
  VALUE_TOO_LONG: {
    title: (p) =>
      `Der Wert ist zu lang für das Feld${fieldHere(p)}${phrase(p, 'maxLength', ' (höchstens ', ' Zeichen)')}.`,
    next: 'Kürze den Wert in GoodFunds oder ordne ein längeres Feld zu.',
  },
  VALUE_OUT_OF_RANGE: {
    title: (p) =>
      `Die Zahl ist für das Feld${fieldHere(p)} nicht erlaubt${phrase(p, 'min', ' (von ')}${phrase(p, 'max', ' bis ', ')')}.`,
    next: 'Korrigiere den Wert in GoodFunds.',
  },
  VALUE_NOT_A_NUMBER: {
    title: (p) => `Das Feld${fieldHere(p)} erwartet eine Zahl.`,
    next: 'Korrigiere den Wert in GoodFunds oder ordne ein Textfeld zu.',
  },
  VALUE_NOT_A_DATE: {
    title: (p) => `Das Feld${fieldHere(p)} erwartet ein Datum.`,
    next: 'Korrigiere den Wert in GoodFunds oder ordne ein Textfeld zu.',
  },
  VALUE_NOT_A_BOOLEAN: {
    title: (p) => `Das Feld${fieldHere(p)} erwartet Ja oder Nein.`,
    next: 'Lege in der Zuordnung fest, welcher Wert Ja und welcher Nein bedeutet.',
  },
  VALUE_NOT_TEXT: {
    title: (p) => `Das Feld${fieldHere(p)} erwartet Text.`,
    next: 'Ordne ein Feld zu, das zur Art des Werts passt.',
  },
  OPTION_UNKNOWN: {
    title: (p) => `Das Feld${fieldHere(p)} hat für diesen Wert keine Option.`,
    next: 'Lege in der Zuordnung unter „Werte übersetzen“ fest, welche Option gemeint ist.',
  },
  OPTION_AMBIGUOUS: {
    title: (p) => `Der Wert passt auf mehrere Optionen im Feld${fieldHere(p)}.`,
    next: 'Lege in der Zuordnung unter „Werte übersetzen“ fest, welche Option gemeint ist.',
  },
  TOO_MANY_OPTIONS: {
    title: (p) => `Für das Feld${fieldHere(p)} sind es zu viele Werte auf einmal.`,
    next: 'Verringere die Zahl der Werte in GoodFunds.',
  },
  ILLEGAL_CHARACTERS: {
    title: (p) => `Der Wert für das Feld${fieldHere(p)} enthält Zeichen, die das CRM nicht annimmt.`,
    next: 'Entferne Sonder- und Steuerzeichen in GoodFunds.',
  },
  REQUIRED_VALUE_MISSING: {
    title: (p) => `Das Pflichtfeld${fieldHere(p)} hat keinen Wert.`,
    next: 'Ergänze den Wert in GoodFunds. Ohne ihn legt das CRM den Kontakt nicht an.',
  },
  ROW_ACCESS_DENIED: {
    title: 'Auf diesen Kontakt im CRM fehlt der Zugriff.',
    next: 'Die Sicherheitsrolle des Anwendungsbenutzers muss alle Kontakte der Organisation umfassen.',
  },
  DUPLICATE_RULE: {
    title: 'Eine Duplikatregel im CRM hat den Kontakt abgelehnt.',
    next: 'Prüfe im CRM, ob es die Person schon gibt, oder passe die Duplikatregel an.',
  },
  ALTERNATE_KEY_VIOLATED: {
    title: 'Ein Wert, der im CRM eindeutig sein muss, ist dort schon vergeben.',
    next: 'Prüfe im CRM, welcher Kontakt den Wert schon hat.',
  },
  PLUGIN_REJECTED: {
    title: 'Eine Erweiterung in eurem CRM hat den Kontakt abgelehnt.',
    next: 'Gib die Vorgangsnummer an die Leute weiter, die euer CRM betreuen.',
  },
  CRM_REJECTED: {
    title: 'Das CRM hat diesen Kontakt abgelehnt.',
    next: 'Gib die Vorgangsnummer an die Leute weiter, die euer CRM betreuen.',
  },
  POISONED: {
    title: 'Dieser Kontakt lässt die Anfrage scheitern.',
    next: 'Alle anderen wurden übertragen. Schicke uns die Kontakt-ID, wir finden die Ursache.',
  },
  PROCESSING_CRASHED: {
    title: 'Unser Dienst ist mehrmals abgestürzt, als er diesen Kontakt übertragen wollte.',
    next: 'Alle anderen wurden übertragen. Schicke uns die Kontakt-ID, wir finden die Ursache.',
  },
  ATTRIBUTE_UNKNOWN: {
    title: (p) => `Das Feld${fieldHere(p)} gibt es im CRM nicht mehr.`,
    next: 'Wähle ein anderes Feld oder entferne die Zeile.',
  },
  ATTRIBUTE_NOT_WRITABLE: {
    title: (p) => `Das Feld${fieldHere(p)} lässt sich nicht von außen beschreiben.`,
    next: 'Wähle ein anderes Feld.',
  },
  ATTRIBUTE_SECURED: {
    title: (p) => `Das Feld${fieldHere(p)} ist im CRM besonders geschützt.`,
    next: 'Der Anwendungsbenutzer braucht ein Feldsicherheitsprofil mit Lese- und Schreibrecht, oder du wählst ein anderes Feld.',
  },
  TYPE_IMPOSSIBLE: {
    title: 'Diese beiden Felder passen nicht zueinander.',
    next: 'Wähle ein Feld derselben Art: Text zu Text, Datum zu Datum.',
  },
  STRATEGY_IMPOSSIBLE: {
    title: (p) => `Die Regel „Nur verschärfen“ geht nur bei Ja/Nein-Feldern${fieldHere(p)}.`,
    next: 'Wähle für dieses Feld eine andere Regel.',
  },
  REQUIRED_ATTRIBUTE_WITHOUT_SOURCE: {
    title: (p) => `Das Pflichtfeld${fieldHere(p)} ist nicht zugeordnet.`,
    next: 'Ordne ihm ein GoodFunds-Feld zu, damit neue Kontakte vollständig sind.',
  },
  OPTION_REMOVED: {
    title: (p) => `Eine Option im Feld${fieldHere(p)} gibt es im CRM nicht mehr.`,
    next: 'Wähle unter „Werte übersetzen“ eine andere.',
  },
  MAPPING_INVALID: {
    title: (p) => `Im CRM haben sich zugeordnete Felder geändert${phrase(p, 'attributes', ': ')}.`,
    next: 'Sieh die markierten Zeilen durch und speichere noch einmal.',
  },
};
