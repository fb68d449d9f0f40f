import type {
  OnAmbiguousMatch,
  OnDeletedInCrm,
  OnEditConflict,
  OnNameMismatch,
  OnNoEmail,
  OnRefusedValue,
  RowStrategy,
} from '@goodfunds/shared';
import { n } from './plural.ts';

type Choice = { title: string; text: string; example: string };

export const strategyDe = {
  step: 'Regeln',
  title: 'Was passiert mit Kontakten, die schon da sind?',
  intro: 'Neue Kontakte werden immer angelegt. Ein leeres GoodFunds-Feld überschreibt nie etwas.',
  strategies: {
    UPDATE_IF_SOURCE_CHANGED: {
      title: 'Nur übernehmen, was sich in GoodFunds geändert hat',
      text: 'Beide Seiten behalten ihre Arbeit: Was dein Team im CRM ändert oder leert, bleibt, bis sich dasselbe Feld in GoodFunds ändert. Bei der ersten Begegnung werden leere Felder gefüllt, und abweichende bleiben.',
    },
    UPDATE_IF_STRICTER: {
      title: 'Nur verschärfen',
      text: 'Für Widersprüche: Ein „nicht kontaktieren“ gilt, egal von welcher Seite es kommt, und GoodFunds nimmt keins zurück. Beispiel: Im CRM widerspricht Anna E-Mails. In GoodFunds steht noch, dass sie welche bekommen darf. Der Widerspruch bleibt.',
    },
    UPDATE_IF_CHANGED: {
      title: 'Aktualisieren, wenn sich etwas geändert hat',
      text: 'GoodFunds hat das letzte Wort. Gut, wenn ihr im CRM nichts von Hand ändert.',
    },
    UPDATE_IF_EMPTY: {
      title: 'Nur leere Felder füllen',
      text: 'Das CRM hat das letzte Wort. GoodFunds ergänzt, was dort noch fehlt.',
    },
    SKIP: {
      title: 'Bestehende Kontakte nicht anfassen',
      text: 'Wer schon im CRM steht, bleibt unverändert. Nur neue Kontakte kommen dazu.',
    },
  } satisfies Record<RowStrategy, { title: string; text: string }>,
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
    phoneOld: '0341 555 00',
    changedSince:
      'Seit der letzten Übertragung hat sich in GoodFunds die Telefonnummer geändert, und dein Team hat im CRM den Ort geändert.',
    changed: 'geändert',
  },
  special: {
    title: 'Sonderfälle',
    editTitle: 'Beide Seiten haben dasselbe Feld geändert',
    editText:
      'Das gilt für Felder, bei denen nur übernommen wird, was sich in GoodFunds geändert hat, und nur, wenn sich das Feld seit der letzten Übertragung auf beiden Seiten geändert hat.',
    editCase:
      'Beispiel: Anna Berg zieht um und trägt in GoodFunds Leipzig ein. Am selben Tag trägt dein Team im CRM Dresden ein.',
    ambiguousTitle: 'Mehrere Kontakte im CRM haben dieselbe E-Mail-Adresse',
    ambiguousText:
      'Stimmt bei genau einem der Name überein, nehmen wir den, auch in anderer Schreibweise (Müller, Mueller) oder mit Titel. Sonst gilt deine Wahl unter denen, die nicht anders heißen.',
    ambiguousCase:
      'Beispiel: Anna Berg steht mit dieser Adresse zweimal im CRM: mit dem Ort Halle, angelegt 2019, und mit Leipzig, gestern bearbeitet.',
    nameTitle: 'Ein Kontakt im CRM hat dieselbe E-Mail-Adresse, aber einen anderen Namen',
    nameText:
      'Eine andere Schreibweise, ein Titel oder ein fehlender Vorname gilt nicht als anderer Name. Wer schon einmal übertragen wurde, behält seinen Kontakt im CRM, egal wie er heißt.',
    nameCase: 'Beispiel: Georg spendet mit der Adresse der Familie. Im CRM steht sie bei Maria.',
    noEmailTitle: 'Ein neuer Kontakt hat keine E-Mail-Adresse',
    noEmailText:
      'Ohne sie erkennen wir die Person im CRM nicht wieder. Lässt du solche Kontakte anlegen, vergleichen wir vorher Nachname und Postleitzahl. Hat im CRM schon jemand beides, oder fehlt eins davon in GoodFunds, wird der Kontakt gemeldet.',
    noEmailCase: 'Beispiel: Jan Vogt spendet per Überweisung und gibt nur seine Postanschrift an.',
    refusedTitle: 'Ein Wert passt nicht in sein Feld im CRM',
    refusedText:
      'Zum Beispiel ist er zu lang, oder das Feld kennt die Auswahl nicht. Wir kürzen und raten nie.',
    refusedCase: 'Beispiel: Jan Vogt gibt als Telefonnummer einen ganzen Satz an.',
    emailsTitle: 'Welche E-Mail-Adressen im CRM zählen?',
    emailsText: 'Ein Kontakt im CRM kann drei davon haben.',
    emailsCase:
      'Beispiel: Eva Lang spendet mit ihrer privaten Adresse. Im CRM ist das ihre zweite, die erste ist die aus dem Büro.',
    deletedTitle: 'Ein verknüpfter Kontakt wurde im CRM gelöscht',
    deletedCase: 'Beispiel: Jan Vogt bat euch, ihn aus dem CRM zu löschen. Später spendet er noch einmal.',
  },
  edit: {
    GOODFUNDS: {
      title: 'GoodFunds gilt',
      text: 'Der Wert aus GoodFunds ersetzt den im CRM.',
      example: 'Im CRM steht Leipzig.',
    },
    CRM: {
      title: 'Das CRM gilt',
      text: 'Der Wert im CRM bleibt, bis sich das Feld in GoodFunds wieder ändert.',
      example: 'Im CRM steht weiter Dresden.',
    },
  } satisfies Record<OnEditConflict, Choice>,
  ambiguous: {
    REPORT: {
      title: 'Melden und nichts ändern',
      text: 'Du siehst den Kontakt in der Liste und entscheidest.',
      example: 'Beide bleiben, wie sie sind. Anna steht unter „Übersprungen“.',
    },
    OLDEST: {
      title: 'Den ältesten nehmen',
      text: 'Der Kontakt, der zuerst im CRM angelegt wurde.',
      example: 'Annas Angaben landen beim Kontakt in Halle.',
    },
    MOST_RECENTLY_MODIFIED: {
      title: 'Den zuletzt bearbeiteten nehmen',
      text: 'Der Kontakt, an dem zuletzt jemand gearbeitet hat.',
      example: 'Annas Angaben landen beim Kontakt in Leipzig.',
    },
  } satisfies Record<OnAmbiguousMatch, Choice>,
  otherName: {
    REPORT: {
      title: 'Melden und nichts ändern',
      text: 'Du siehst den Kontakt in der Liste und entscheidest.',
      example: 'Maria bleibt, wie sie ist. Georg steht unter „Übersprungen“.',
    },
    CREATE: {
      title: 'Eigenen Kontakt anlegen',
      text: 'Paare und Familien mit einer gemeinsamen Adresse bekommen je einen eigenen Kontakt.',
      example: 'Georg kommt dazu, Maria bleibt, wie sie ist.',
    },
    UPDATE: {
      title: 'Trotzdem aktualisieren',
      text: 'Nur, wenn eine E-Mail-Adresse bei euch immer zu genau einer Person gehört.',
      example: 'Marias Kontakt bekommt Georgs Namen und Angaben.',
    },
  } satisfies Record<OnNameMismatch, Choice>,
  noEmail: {
    REPORT: {
      title: 'Melden und nichts anlegen',
      text: 'Du siehst den Kontakt in der Liste und entscheidest.',
      example: 'Jan steht unter „Übersprungen“.',
    },
    CREATE: {
      title: 'Anlegen',
      text: 'Nur, wenn im CRM niemand denselben Nachnamen und dieselbe Postleitzahl hat.',
      example: 'Jan kommt dazu, außer es gibt schon einen Vogt mit seiner Postleitzahl.',
    },
  } satisfies Record<OnNoEmail, Choice>,
  refusedValue: {
    LEAVE_OUT: {
      title: 'Ohne diesen Wert übertragen',
      text: 'Alles andere kommt an. Im Bericht steht, was fehlt und was erlaubt ist.',
      example: 'Jan kommt ohne Telefonnummer an.',
    },
    FAIL: {
      title: 'Kontakt nicht übertragen',
      text: 'Erst, wenn alle Werte passen, kommt der Kontakt an.',
      example: 'Jan steht unter „Fehlgeschlagen“.',
    },
  } satisfies Record<OnRefusedValue, Choice>,
  emails: {
    PRIMARY: {
      title: 'Nur die erste',
      text: 'Wir suchen Personen nur über die Hauptadresse eines Kontakts.',
      example: 'Eva kommt als neuer Kontakt dazu.',
    },
    ALL: {
      title: 'Alle',
      text: 'Wir suchen zuerst in der Hauptadresse, dann in den anderen.',
      example:
        'Evas Kontakt wird gefunden. Ob sich seine Hauptadresse ändert, entscheidet die Regel des E-Mail-Felds.',
    },
  } satisfies Record<string, Choice>,
  deleted: {
    REPORT: {
      title: 'Gelöscht lassen und melden',
      text: 'Wer im CRM gelöscht wurde, wird nicht automatisch wieder angelegt.',
      example: 'Jan bleibt wie gewünscht gelöscht und steht unter „Übersprungen“.',
    },
    RECREATE: {
      title: 'Neu anlegen',
      text: 'Der Kontakt wird beim nächsten Mal wieder angelegt.',
      example: 'Jan steht wieder im CRM, obwohl er gelöscht werden wollte.',
    },
  } satisfies Record<OnDeletedInCrm, Choice>,
  preview: {
    title: 'Vorschau',
    text: 'Sieh an echten Kontakten, was mit den aktuellen Einstellungen passieren würde. Es wird nichts gespeichert und nichts ins CRM geschrieben.',
    show: 'Vorschau anzeigen',
    refresh: 'Vorschau aktualisieren',
    loading: 'Wir vergleichen mit dem CRM, ohne etwas zu ändern.',
    stale: 'Die Vorschau ist veraltet: Du hast seitdem etwas geändert.',
    empty: 'Noch kein Kontakt da',
    emptyNext:
      'Sobald der erste in GoodFunds da ist, siehst du hier, was passieren würde. Speichern kannst du schon jetzt.',
    result: (count: number) => n(count, 'So sähe es für # Kontakt aus', 'So sähe es für # Kontakte aus'),
    nothingWritten: 'Geschrieben wurde nichts.',
    counts: {
      CREATED: (count: number) => n(count, '# würde angelegt', '# würden angelegt'),
      UPDATED: (count: number) => n(count, '# würde aktualisiert', '# würden aktualisiert'),
      UNCHANGED: (count: number) => n(count, '# bliebe gleich', '# blieben gleich'),
      SKIPPED: (count: number) => n(count, '# würde übersprungen', '# würden übersprungen'),
      FAILED: (count: number) => n(count, '# würde fehlschlagen', '# würden fehlschlagen'),
    },
    choice: {
      label: 'Gezeigte Kontakte',
      first: (count: number) => n(count, 'der erste Kontakt', 'die ersten # Kontakte'),
      chosen: (count: number) => n(count, '# ausgewählter Kontakt', '# ausgewählte Kontakte'),
      open: 'Kontakte auswählen',
      close: 'Auswahl schließen',
      clear: 'Alle abwählen',
      remove: (name: string) => `${name} abwählen`,
      search: 'Kontakt suchen',
      searchPlaceholder: 'Name, E-Mail oder Kontakt-ID',
      list: 'Gefundene Kontakte',
      found: (count: number) => n(count, '# Kontakt gefunden', '# Kontakte gefunden'),
      foundFirst: (count: number) => n(count, 'Der erste Treffer', 'Die ersten # Treffer'),
      none: (query: string) => `Kein Kontakt passt zu „${query}“.`,
      full: (most: number) => n(most, 'Mehr als einer geht nicht.', 'Mehr als # auf einmal gehen nicht.'),
      noEmail: 'ohne E-Mail',
    },
    outcome: {
      CREATED: 'Würde angelegt',
      UPDATED: 'Würde aktualisiert',
      UNCHANGED: 'Bleibt gleich',
      SKIPPED: 'Würde übersprungen',
      FAILED: 'Würde fehlschlagen',
    },
    because: {
      CREATED: 'Im CRM steht noch niemand mit dieser E-Mail-Adresse.',
      UPDATED: 'Der Kontakt steht schon im CRM. Geschrieben würden nur die hervorgehobenen Felder.',
      UNCHANGED: 'Der Kontakt steht schon im CRM, und nach euren Regeln gibt es nichts zu schreiben.',
    },
    warning: 'Klappt trotzdem:',
    candidates: 'Treffer im CRM',
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
      EMAIL_TAKEN: 'gehört einem anderen Kontakt',
      KEPT_CRM_EDIT: 'in GoodFunds nicht geändert',
      CONFLICT_OVERWRITTEN: 'auf beiden Seiten geändert, GoodFunds gilt',
      CONFLICT_KEPT: 'auf beiden Seiten geändert, das CRM gilt',
      KEPT_STRICTER: 'im CRM strenger',
    },
    heldBack: 'erst, wenn alle Werte passen',
    changes: (count: number) => n(count, '# Feld würde geschrieben', '# Felder würden geschrieben'),
  },
  save: 'Speichern',
  saveAndEnable: 'Speichern und einschalten',
  saved: 'Gespeichert.',
  savedAndEnabled:
    'Gespeichert und eingeschaltet. Wartende und neue Kontakte werden jetzt automatisch übertragen.',
  unsaved: 'Du hast ungespeicherte Änderungen.',
  discard: 'Verwerfen',
  noMapping: 'Ordne zuerst mindestens ein Feld zu.',
  conflict: {
    title: (by: string | null) => `${by ?? 'Jemand'} hat diese Einstellungen gerade geändert`,
    text: 'Deine Eingaben sind noch da. Du kannst den neuen Stand überschreiben oder übernehmen.',
    changed: (parts: string) => `Auf beiden Seiten geändert: ${parts}.`,
    keepMine: 'Meine Eingaben speichern',
    takeTheirs: 'Neuen Stand übernehmen',
    parts: {
      mapping: 'Zuordnung',
      strategy: 'Regel',
      onEditConflict: 'Änderungen auf beiden Seiten',
      onAmbiguousMatch: 'mehrere Treffer',
      onDeletedInCrm: 'gelöschte Kontakte',
      onNameMismatch: 'anderer Name',
      onNoEmail: 'Kontakte ohne E-Mail-Adresse',
      onRefusedValue: 'Werte, die nicht passen',
      matchEmailAttributes: 'E-Mail-Adressen, die zählen',
      schedule: 'Zeitplan',
    },
  },
};
export type StrategyTexts = typeof strategyDe;
