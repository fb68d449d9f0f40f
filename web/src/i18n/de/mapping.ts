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
  STANDARD: 'Standard',
  NAME: 'der Name passt',
  LABEL: 'die Bezeichnung passt',
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
    open: (count: number) =>
      n(
        count,
        'Ein Vorschlag ist noch offen. Übernimmst du ihn nicht, kommt dieses Feld nicht ins CRM.',
        '# Vorschläge sind noch offen. Übernimmst du sie nicht, kommen diese Felder nicht ins CRM.',
      ),
    acceptAndContinue: 'Übernehmen und weiter',
    continueWithout: 'Ohne Vorschläge weiter',
    accepted: (count: number) => n(count, '# Vorschlag übernommen.', '# Vorschläge übernommen.'),
    failed: 'Vorschläge sind gerade nicht verfügbar. Du kannst die Felder selbst zuordnen.',
  },
  values: {
    title: 'Werte übersetzen',
    text: 'Werte, die wie eine Option heißen, erkennen wir automatisch. Die übrigen legst du hier fest.',
    textBoolean: '„Ja“ und „Nein“ erkennen wir automatisch. Andere Werte legst du hier fest.',
    from: 'Wert in GoodFunds',
    to: (crm: string) => `Option in ${crm}`,
    choose: 'Bitte wählen',
    add: 'Wert hinzufügen',
    remove: (value: string) => `Übersetzung für „${value}“ entfernen`,
    count: (count: number) => n(count, '# Wert übersetzt', '# Werte übersetzt'),
    missing: 'Wähl aus, was dieser Wert bedeutet.',
    duplicate: 'Dieser Wert steht schon oben.',
    gone: 'Diese Option gibt es nicht mehr',
    inverted: 'Umgekehrt: Aus Ja wird Nein',
    invertedHint: (yes: string, no: string) =>
      `Ein Ja in GoodFunds wird im CRM zu „${no}“, ein Nein zu „${yes}“.`,
    recognised: (words: string) => `Das erkennen wir automatisch: ${words}.`,
  },
  risks: {
    maxLength: (limit: number) => n(limit, 'Höchstens # Zeichen.', 'Höchstens # Zeichen.'),
    tooLong: (longest: string, limit: string) =>
      `Einer eurer Werte hat ${longest} Zeichen, erlaubt sind ${limit}. Wir kürzen nichts: Dieser Kontakt wird nicht übertragen.`,
    notReadable: {
      NUMBER: 'Nur Zahlen. Mit einem anderen Wert wird der Kontakt nicht übertragen.',
      DATE: 'Nur Tage wie 31.12.2026. Mit einem anderen Wert wird der Kontakt nicht übertragen.',
      BOOLEAN: 'Nur Ja und Nein. Mit einem anderen Wert wird der Kontakt nicht übertragen.',
    },
    whole: 'Nur ganze Zahlen.',
    rounded: (digits: number) =>
      n(digits, 'Gerundet auf # Nachkommastelle.', 'Gerundet auf # Nachkommastellen.'),
    range: (min: string, max: string) => `Nur Zahlen von ${min} bis ${max}.`,
    timeLost: 'Der Tag wird übertragen, die Uhrzeit nicht.',
    quoted: (word: string) => `„${word}“`,
    namesOnly: 'Nur Werte, die wie eine Option heißen. Andere übersetzt du unter „Ändern“.',
    noChoice: (words: string) =>
      `Für ${words} gibt es noch keine Option. Übersetze die Werte unter „Ändern“, sonst werden diese Kontakte nicht übertragen.`,
  },
  problems: {
    blocking: (count: number) =>
      n(count, 'Eine Zuordnung ist noch unvollständig', '# Zuordnungen sind noch unvollständig'),
    blockingText: 'So lässt sich die Zuordnung nicht speichern.',
    toRow: 'Zur Zeile',
    toRowOf: (field: string) => `${field}: Zur Zeile`,
    remarks: 'Gut zu wissen, bevor du speicherst',
    seen: (count: number) =>
      n(count, 'Bei einer Zuordnung passen nicht alle Werte', 'Bei # Zuordnungen passen nicht alle Werte'),
    warnings: (count: number, fields: string) =>
      n(
        count,
        `Pflichtfeld im CRM ohne Zuordnung: ${fields}.`,
        `Pflichtfelder im CRM ohne Zuordnung: ${fields}.`,
      ),
    warningsText: 'Neue Kontakte werden trotzdem übertragen, nur ohne diesen Wert.',
    limits:
      'Werte, die länger sind als ihr Feld, kürzen wir nicht: Der Kontakt wird dann nicht übertragen. Du findest ihn nach der Synchronisierung in der Liste.',
  },
  freshness: (when: string) => `Felder gelesen: ${when}`,
  refresh: 'Neu einlesen',
  refreshing: 'Wird eingelesen …',
  refreshed: {
    same: 'Neu eingelesen. Im CRM hat sich nichts geändert.',
    added: (fields: string) => `Neu im CRM: ${fields}.`,
    removed: (fields: string) => `Im CRM nicht mehr da: ${fields}.`,
    changed: (fields: string) => `Im CRM geändert: ${fields}.`,
    others: (count: number) => n(count, '# weiteres', '# weitere'),
  },
  empty: {
    title: 'Im CRM wurde kein Feld gefunden',
    text: 'Der Anwendungsbenutzer darf die Felder vermutlich nicht lesen. Teste die Verbindung, dann siehst du, was fehlt.',
  },
  continue: 'Weiter zu den Regeln',
  needsRow: 'Ordne mindestens ein Feld zu, dann geht es weiter.',
};
export type MappingTexts = typeof mappingDe;
