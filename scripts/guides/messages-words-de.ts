import type { ErrorCategory, MicrosoftDynamicsCheck } from '../../shared/src/index.ts';
import type { FurtherGuide } from './further-guide.ts';

type SectionWords = { title: string; text: string };

/** The texts of the messages page that do not come from the panel. */
export type MessagesWords = {
  title: string;
  intro: string;
  reading: SectionWords;
  checks: SectionWords;
  checkTexts: Record<MicrosoftDynamicsCheck, string>;
  categories: Record<ErrorCategory, SectionWords>;
  skipped: SectionWords;
  paused: SectionWords;
  aadsts: SectionWords;
  columns: Record<'message' | 'next' | 'aadsts' | 'meaning', string>;
  more: string;
  guides: Record<FurtherGuide, string>;
};

export const messagesWordsDe: MessagesWords = {
  title: 'Was jede Meldung bedeutet',
  intro:
    'Hier steht jede Meldung der CRM-Einstellungen: was passiert ist, was du als Nächstes tust und wer es tun kann. Die Texte sind dieselben wie in GoodFunds. Suche mit Strg+F (am Mac ⌘F) nach dem Text oder dem Code, den du siehst.',
  reading: {
    title: 'So liest du eine Meldung',
    text: [
      'Der erste Satz sagt, was passiert ist, der zweite, was zu tun ist, der letzte, wer es tun kann.',
      '',
      '- Der **Code** in Großbuchstaben, zum Beispiel `THROTTLED`, ist der Name der Meldung.',
      '- Die **Vorgangsnummer** findest du unter „Technische Einzelheiten“. Mit ihr finden Microsoft, eure CRM-Betreuung und wir genau diesen Vorgang. Schicke sie mit, wenn du um Hilfe bittest.',
      '- Das **CRM** ist hier Microsoft Dynamics 365, die **Umgebung** eure eigene Instanz davon.',
    ].join('\n'),
  },
  checks: {
    title: 'Die Prüfungen des Verbindungstests',
    text: 'Der Test geht sieben Prüfungen der Reihe nach durch und verändert nichts in eurem CRM. Fällt eine durch, werden die übersprungen, die auf ihr aufbauen.',
  },
  checkTexts: {
    ENVIRONMENT_URL:
      'Wir sehen nach, ob die Adresse eine Dynamics-Umgebung sein kann. Noch verlässt keine Anfrage GoodFunds.',
    TOKEN:
      'GoodFunds meldet sich mit Verzeichnis-ID, Anwendungs-ID und Clientschlüssel bei Microsoft an. Scheitert das, stimmt einer dieser Werte nicht.',
    WHO_AM_I:
      'Wir fragen die Umgebung, als wer sie uns erkennt. Scheitert das, fehlt meist der Anwendungsbenutzer: Microsoft kennt die App, eure Umgebung aber noch nicht.',
    FIELD_METADATA:
      'Wir lesen, welche Felder ein Kontakt bei euch hat, eigene Felder eingeschlossen. Daraus entsteht die Zuordnung.',
    READ_CONTACTS:
      'Wir lesen einen Kontakt und sehen nach, wie weit das Leserecht reicht. Es muss alle Kontakte umfassen, sonst würden wir vorhandene Personen übersehen.',
    CREATE_CONTACTS: 'Wir sehen in den Rechten nach, ob GoodFunds Kontakte anlegen darf.',
    WRITE_CONTACTS: 'Wir sehen in den Rechten nach, ob GoodFunds Kontakte ändern darf.',
  },
  categories: {
    connection: {
      title: 'Die Verbindung',
      text: 'Etwas zwischen GoodFunds und eurem CRM funktioniert nicht. Die Synchronisierung pausiert, bis es behoben ist. Kein Kontakt geht verloren: Alle warten und werden danach automatisch übertragen.',
    },
    mapping: {
      title: 'Die Zuordnung',
      text: 'Ein Feld passt nicht mehr zu dem, was im CRM gilt. Bis du die Zuordnung gespeichert hast, warten die Kontakte.',
    },
    contact: {
      title: 'Ein einzelner Kontakt',
      text: 'Nur dieser eine Kontakt wurde nicht übertragen, alle anderen schon. Ist die Ursache behoben, wähle unter „Synchronisieren“ „noch einmal versuchen“, oder warte auf die nächste Synchronisierung.',
    },
    transient: {
      title: 'Gerade geht es nicht',
      text: 'Das löst sich meist von selbst. GoodFunds wartet und macht dann dort weiter, wo es aufgehört hat.',
    },
    request: {
      title: 'In den Einstellungen',
      text: 'Diese Meldungen gehören zu dem, was du gerade in GoodFunds tust. An den Kontakten ändert sich nichts.',
    },
  },
  skipped: {
    title: 'Warum ein Kontakt übersprungen wurde',
    text: 'Übersprungen ist kein Fehler: GoodFunds hat mit Absicht nichts geschrieben, damit im CRM nichts durcheinandergerät.',
  },
  paused: {
    title: 'Warum eine Synchronisierung pausiert',
    text: 'Eine Pause bricht nichts ab. Was schon übertragen ist, bleibt; der Rest wartet.',
  },
  aadsts: {
    title: 'Fehlernummern von Microsoft',
    text: 'Bei der Anmeldung nennt Microsoft eine Nummer, die mit AADSTS beginnt. Du siehst sie unter „Technische Einzelheiten“ oder im Anmeldeprotokoll. Das bedeutet sie:',
  },
  columns: { message: 'Meldung', next: 'Was zu tun ist', aadsts: 'Nummer', meaning: 'Was sie bedeutet' },
  more: 'Schritt für Schritt:',
  guides: {
    'azure-entra-setup': 'Microsoft vorbereiten',
    'connect-and-map': 'Verbinden und Felder zuordnen',
    strategies: 'Was mit Kontakten passiert, die schon da sind',
  },
};
