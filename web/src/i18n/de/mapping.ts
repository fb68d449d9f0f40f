import type { CrmField, CrmFieldType, StandardContactField, SuggestedRow } from '@goodfunds/shared';
import { createPlural } from '../plural.ts';

const n = createPlural('de');

const contactFields: Record<StandardContactField, string> = {
  email: 'E-Mail',
  salutation: 'Anrede',
  title: 'Titel',
  firstName: 'Vorname',
  lastName: 'Nachname',
  phone: 'Telefon',
  birthDate: 'Geburtsdatum',
  'address.street': 'Straße',
  'address.postcode': 'Postleitzahl',
  'address.city': 'Ort',
  'address.country': 'Land',
  externalId: 'Externe Kontakt-ID',
};

const types: Record<CrmFieldType, string> = {
  STRING: 'Text',
  NUMBER: 'Zahl',
  DATE: 'Datum',
  BOOLEAN: 'Ja/Nein',
  ENUM: 'Auswahl',
};

const unmappable: Record<NonNullable<CrmField['unmappableReason']>, string> = {
  READ_ONLY: 'Nur lesbar: Das CRM füllt dieses Feld selbst.',
  STATE: 'Status: Er ändert sich nur im CRM.',
  SECURED: 'Geschützt: Dem Anwendungsbenutzer fehlt der Zugriff.',
  TECHNICAL: 'Technisches Feld, das von außen niemand füllen sollte.',
};

const suggestionReasons: Record<SuggestedRow['reason'], string> = {
  STANDARD: 'Standardzuordnung',
  NAME: 'gleicher Name',
  LABEL: 'gleiche Bezeichnung',
};

export const mappingDe = {
  step: 'Zuordnung',
  title: 'Welches Feld gehört wohin?',
  intro: (crm: string) => `Links stehen eure GoodFunds-Felder, rechts, wohin ihr Wert in ${crm} geht.`,
  contactFields,
  types,
  unmappable,
  suggestionReasons,
  multiple: 'Mehrfachauswahl',
  maxLength: (limit: number) => n(limit, 'höchstens # Zeichen', 'höchstens # Zeichen'),
  dateOnly: 'ohne Uhrzeit',
  required: { APPLICATION: 'Pflichtfeld', SYSTEM: 'Pflichtfeld', RECOMMENDED: 'empfohlen' },
  custom: 'Eigenes Feld',
  goodfunds: 'GoodFunds',
  customGroup: 'Eigene Felder',
  standardGroup: 'Kontakt',
  fixed: 'Fest zugeordnet: Daran erkennen wir die Person wieder.',
  notMapped: 'Nicht zugeordnet',
  assign: 'Zuordnen',
  assignField: (field: string) => `${field} zuordnen`,
  changeField: (field: string, attribute: string) => `${field} → ${attribute}: ändern`,
  addTarget: 'In ein weiteres Feld schreiben',
  addTargetFor: (field: string) => `${field} in ein weiteres Feld schreiben`,
  removeRow: 'Zuordnung entfernen',
  done: 'Fertig',
  target: (crm: string) => `${crm}-Feld`,
  searchTarget: 'Bezeichnung, Name oder Beschreibung',
  showAll: 'Alle Felder anzeigen',
  chosen: 'ausgewählt',
  noTarget: (query: string) => `Kein Feld passt zu „${query}“.`,
  results: (count: number) => n(count, '# Feld gefunden', '# Felder gefunden'),
  takenBy: (field: string) => `Schon mit „${field}“ belegt.`,
  wrongType: (type: string) => `Erwartet eine andere Art von Wert: ${type}.`,
  rowStrategy: 'Wenn der Kontakt schon da ist',
  rowStrategyInherit: 'Wie in den Regeln',
  suggestions: {
    title: (count: number) => n(count, '# passendes Feld gefunden', '# passende Felder gefunden'),
    text: 'Sieh sie durch oder übernimm alle auf einmal. Ändern kannst du jederzeit.',
    acceptAll: 'Alle übernehmen',
    accept: 'Übernehmen',
    acceptOne: (field: string, attribute: string) => `${field} → ${attribute} übernehmen`,
    changeOne: (field: string) => `${field}: anderes Feld wählen, Vorschlag ändern`,
    label: 'Vorschlag',
    accepted: (count: number) => n(count, '# Vorschlag übernommen.', '# Vorschläge übernommen.'),
    failed: 'Vorschläge sind gerade nicht verfügbar. Du kannst die Felder selbst zuordnen.',
  },
  values: {
    title: 'Werte übersetzen',
    text: 'Heißt ein Wert genauso wie die Auswahl, erkennen wir ihn von selbst. Die übrigen legst du hier fest.',
    textBoolean: '„Ja“ und „Nein“ erkennen wir von selbst. Andere Werte legst du hier fest.',
    from: 'Wert in GoodFunds',
    to: (crm: string) => `Auswahl in ${crm}`,
    choose: 'Bitte wählen',
    add: 'Wert hinzufügen',
    remove: (value: string) => `Übersetzung für „${value}“ entfernen`,
    count: (count: number) => n(count, '# Wert übersetzt', '# Werte übersetzt'),
    missing: 'Wähl aus, was dieser Wert bedeutet.',
    duplicate: 'Dieser Wert steht schon oben.',
    gone: 'Diese Auswahl gibt es nicht mehr',
  },
  problems: {
    blocking: (count: number) =>
      n(count, 'Eine Zuordnung braucht noch etwas', '# Zuordnungen brauchen noch etwas'),
    warnings: (count: number, fields: string) =>
      n(
        count,
        `Pflichtfeld im CRM ohne Zuordnung: ${fields}`,
        `Pflichtfelder im CRM ohne Zuordnung: ${fields}`,
      ),
    warningsText: 'Neue Kontakte kommen trotzdem an. Dort fehlt dann der Wert.',
  },
  freshness: (when: string) => `Felder gelesen: ${when}`,
  refresh: 'Neu einlesen',
  refreshing: 'Wird eingelesen …',
  empty: {
    title: 'Im CRM wurde kein Feld gefunden',
    text: 'Der Anwendungsbenutzer darf die Felder vermutlich nicht lesen. Teste die Verbindung, dann siehst du, was fehlt.',
  },
  continue: 'Weiter zu den Regeln',
};
export type MappingTexts = typeof mappingDe;
