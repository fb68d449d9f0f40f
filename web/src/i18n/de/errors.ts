import type { ErrorParams } from '@goodfunds/shared';
import type { PanelErrorCode, Responsible } from '../responsible.ts';
import { phrase, type Words } from '../words.ts';

export const responsibleDe: Record<Responsible, string> = {
  YOU: 'Das kannst du selbst erledigen.',
  ENTRA_ADMIN: 'Das erledigt, wer bei euch Microsoft Entra ID verwaltet.',
  CRM_ADMIN: 'Das erledigt, wer bei euch das CRM verwaltet.',
  GOODFUNDS: 'Das erledigt der GoodFunds-Support.',
  NOBODY: 'Du musst nichts tun.',
};

const fieldHere = (params: ErrorParams) => phrase(params, 'attribute', ' „', '“');
const again = 'Versuch es gleich noch einmal. Bleibt es dabei, schick uns die Vorgangsnummer.';

export const errorsDe: Record<PanelErrorCode, Words> = {
  API_UNREACHABLE: {
    title: 'GoodFunds ist gerade nicht erreichbar.',
    next: 'Prüf deine Internetverbindung und versuch es noch einmal. Deine Eingaben bleiben stehen.',
  },
  BAD_REQUEST: {
    title: 'Eine Angabe passt noch nicht.',
    next: 'Prüf deine Eingaben und versuch es noch einmal.',
  },
  UNAUTHORIZED: {
    title: 'Deine Anmeldung ist abgelaufen.',
    next: 'Lade die Seite neu und melde dich wieder an.',
  },
  FORBIDDEN: {
    title: 'Dir fehlt das Recht dafür.',
    next: 'Bitte jemanden mit Administrationsrechten in GoodFunds um Hilfe.',
  },
  NOT_FOUND: {
    title: 'Das gibt es nicht mehr.',
    next: 'Jemand hat es vermutlich inzwischen entfernt. Lade die Ansicht neu.',
  },
  CONFLICT: {
    title: 'Jemand hat die Einstellungen inzwischen geändert.',
    next: 'Deine Eingaben sind noch da. Vergleich sie mit dem neuen Stand und speichere dann.',
  },
  PAYLOAD_TOO_LARGE: {
    title: 'Die Anfrage ist zu groß.',
    next: 'Melde dich bei uns, wir sehen uns das an.',
  },
  TOO_MANY_REQUESTS: {
    title: 'Das waren zu viele Anfragen in kurzer Zeit.',
    next: 'Warte einen Moment und versuch es dann noch einmal.',
  },
  INTERNAL: { title: 'Bei uns ist etwas schiefgegangen.', next: again },
  MAPPING_MISSING: {
    title: 'Es ist noch kein Feld zugeordnet.',
    next: 'Ordne mindestens ein Feld zu und speichere. Danach kannst du einschalten.',
  },
  INTEGRATION_DISABLED: {
    title: 'Diese Verbindung ist ausgeschaltet.',
    next: 'Schalte sie ein und starte die Synchronisierung dann noch einmal.',
  },
  ENVIRONMENT_IN_USE: {
    title: 'Eine andere eingeschaltete Verbindung schreibt schon in diese Umgebung.',
    next: 'Schalte zuerst die andere aus. So schreiben nie zwei gleichzeitig dieselben Kontakte.',
  },

  INVALID_EMAIL: {
    title: 'Die E-Mail-Adresse kann nicht stimmen.',
    next: 'Korrigiere sie in GoodFunds. Danach kommt der Kontakt mit der nächsten Synchronisierung an.',
  },
  ID_TAKEN: {
    title: 'Der Kontakt ist im CRM schon da, aber nicht lesbar.',
    next: 'Der Anwendungsbenutzer braucht Leserechte auf alle Kontakte der Organisation.',
  },
  EDIT_CONFLICT: {
    title: 'Der Kontakt wurde im CRM gerade gleichzeitig bearbeitet.',
    next: 'Die nächste Synchronisierung versucht es noch einmal.',
  },
  VALUE_TOO_LONG: {
    title: (p) =>
      `Der Wert ist zu lang für das Feld${fieldHere(p)}${phrase(p, 'maxLength', ' (höchstens ', ' Zeichen)')}.`,
    next: 'Kürze den Wert in GoodFunds oder ordne ein längeres Feld zu.',
  },
  VALUE_OUT_OF_RANGE: {
    title: (p) =>
      `Die Zahl liegt außerhalb dessen, was das Feld${fieldHere(p)} erlaubt${phrase(p, 'min', ' (von ')}${phrase(p, 'max', ' bis ', ')')}.`,
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
    title: (p) => `Für diesen Wert gibt es im Feld${fieldHere(p)} keine Auswahl.`,
    next: 'Lege in der Zuordnung unter „Werte übersetzen“ fest, welche Auswahl gemeint ist.',
  },
  OPTION_AMBIGUOUS: {
    title: (p) => `Der Wert passt auf mehrere Auswahlmöglichkeiten im Feld${fieldHere(p)}.`,
    next: 'Lege in der Zuordnung unter „Werte übersetzen“ fest, welche Auswahl gemeint ist.',
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
    next: 'Prüf im CRM, ob es die Person schon gibt, oder passe die Duplikatregel an.',
  },
  ALTERNATE_KEY_VIOLATED: {
    title: 'Ein Wert, der im CRM eindeutig sein muss, ist dort schon vergeben.',
    next: 'Prüf im CRM, welcher Kontakt den Wert schon trägt.',
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
    title: 'Nur dieser Kontakt bringt die Anfrage zum Scheitern.',
    next: 'Alle anderen sind angekommen. Schick uns die Kontakt-ID, wir finden die Ursache.',
  },

  ATTRIBUTE_UNKNOWN: {
    title: (p) => `Das Feld${fieldHere(p)} gibt es im CRM nicht mehr.`,
    next: 'Wähl ein anderes Feld oder entferne die Zeile.',
  },
  ATTRIBUTE_NOT_WRITABLE: {
    title: (p) => `Das Feld${fieldHere(p)} lässt sich nicht von außen beschreiben.`,
    next: 'Wähl ein anderes Feld.',
  },
  ATTRIBUTE_SECURED: {
    title: (p) => `Das Feld${fieldHere(p)} ist im CRM besonders geschützt.`,
    next: 'Der Anwendungsbenutzer braucht ein Feldsicherheitsprofil mit Lese- und Schreibrecht, oder du wählst ein anderes Feld.',
  },
  TYPE_IMPOSSIBLE: {
    title: 'Diese beiden Felder passen nicht zueinander.',
    next: 'Wähl ein Feld derselben Art: Text zu Text, Datum zu Datum.',
  },
  REQUIRED_ATTRIBUTE_WITHOUT_SOURCE: {
    title: (p) => `Das Pflichtfeld${fieldHere(p)} ist nicht zugeordnet.`,
    next: 'Ordne ihm ein GoodFunds-Feld zu, damit neue Kontakte vollständig sind.',
  },
  OPTION_REMOVED: {
    title: (p) => `Eine Auswahl im Feld${fieldHere(p)} gibt es im CRM nicht mehr.`,
    next: 'Wähl unter „Werte übersetzen“ eine andere.',
  },
  MAPPING_INVALID: {
    title: 'Die Zuordnung passt nicht mehr zu eurem CRM.',
    next: 'Sieh die markierten Zeilen durch und speichere noch einmal.',
  },

  ENVIRONMENT_URL_INVALID: {
    title: 'Das ist keine gültige Adresse.',
    next: 'Sie sieht so aus: https://deinname.crm4.dynamics.com',
  },
  ENVIRONMENT_URL_NOT_HTTPS: {
    title: 'Die Adresse muss mit https:// beginnen.',
    next: 'Kopier sie noch einmal aus dem Power Platform Admin Center.',
  },
  ENVIRONMENT_URL_HAS_PATH: {
    title: 'Die Adresse ist zu lang: Nur der vordere Teil gehört hierher.',
    next: 'Lass alles weg, was nach „.dynamics.com“ kommt.',
  },
  ENVIRONMENT_HOST_NOT_ALLOWED: {
    title: 'Diese Adresse gehört nicht zu Microsoft Dynamics.',
    next: 'Sie endet auf „.dynamics.com“. Du findest sie im Power Platform Admin Center unter „Umgebungs-URL“.',
  },
  ENVIRONMENT_NOT_FOUND: {
    title: 'Unter dieser Adresse gibt es keine Umgebung.',
    next: 'Prüf die Adresse auf Tippfehler und ob die Umgebung noch besteht.',
  },
  CLIENT_SECRET_WRONG: {
    title: 'Der geheime Clientschlüssel stimmt nicht.',
    next: 'Kopier den „Wert“ des Schlüssels, nicht seine „Geheimnis-ID“. Der Wert ist nur direkt nach dem Anlegen sichtbar; leg sonst einen neuen an.',
  },
  CLIENT_SECRET_EXPIRED: {
    title: 'Der geheime Clientschlüssel ist abgelaufen.',
    next: 'Im Entra Admin Center unter „Zertifikate & Geheimnisse“ einen neuen anlegen und seinen Wert hier eintragen.',
  },
  CLIENT_UNKNOWN: {
    title: 'Diese Anwendungs-ID gibt es in eurem Microsoft-Verzeichnis nicht.',
    next: 'Kopier die „Anwendungs-ID (Client)“ aus der Übersicht der App-Registrierung, und prüf, ob die Verzeichnis-ID dazu passt.',
  },
  TENANT_UNKNOWN: {
    title: 'Dieses Microsoft-Verzeichnis gibt es nicht.',
    next: 'Kopier die „Verzeichnis-ID (Mandant)“ aus der Übersicht der App-Registrierung.',
  },
  TENANT_MALFORMED: {
    title: 'Die Verzeichnis-ID hat nicht die richtige Form.',
    next: 'Sie sieht so aus: 12345678-90ab-cdef-1234-567890abcdef',
  },
  SERVICE_PRINCIPAL_MISSING: {
    title: 'Die App ist in eurem Verzeichnis noch nicht als Unternehmensanwendung angelegt.',
    next: 'Im Entra Admin Center die App-Registrierung öffnen und unter „Verwaltete Anwendung“ den Dienstprinzipal erstellen.',
  },
  APPLICATION_DISABLED: {
    title: 'Die App ist in eurem Microsoft-Verzeichnis deaktiviert.',
    next: 'Im Entra Admin Center unter „Unternehmensanwendungen“ die Anmeldung für die App wieder erlauben.',
  },
  RESOURCE_UNKNOWN: {
    title: 'Die Umgebung gehört nicht zu diesem Microsoft-Verzeichnis.',
    next: 'Prüf, ob Adresse und Verzeichnis-ID zur selben Organisation gehören.',
  },
  SCOPE_INVALID: {
    title: 'Microsoft versteht die Adresse der Umgebung nicht.',
    next: 'Trag sie noch einmal ein, ohne Leerzeichen und ohne Schrägstrich am Ende.',
  },
  CONDITIONAL_ACCESS: {
    title: 'Eine Zugriffsrichtlinie eurer Organisation blockiert die Anmeldung.',
    next: 'Die App von der Richtlinie für bedingten Zugriff ausnehmen oder den Zugriff von GoodFunds erlauben.',
  },
  CREDENTIAL_MISSING: {
    title: 'Es fehlt noch eine Angabe.',
    next: 'Füll alle Pflichtfelder aus und teste noch einmal.',
  },
  ASSERTION_INVALID: {
    title: 'Microsoft hat unsere Anmeldung nicht angenommen.',
    next: 'Melde dich bei uns, wir sehen uns das an.',
  },
  WRONG_CLOUD: {
    title: 'Verzeichnis und Umgebung liegen in verschiedenen Microsoft-Clouds.',
    next: 'Prüf, ob Adresse und Verzeichnis-ID zur selben Organisation gehören.',
  },
  SERVICE_NOT_SUBSCRIBED: {
    title: 'Euer Microsoft-Verzeichnis hat keine Lizenz für Dynamics.',
    next: 'Prüf, ob die Verzeichnis-ID stimmt und ob die Lizenz noch läuft.',
  },
  TOKEN_REFUSED: {
    title: 'Microsoft hat die Anmeldung abgelehnt.',
    next: 'Prüf die drei IDs und den Schlüssel. Mit der Vorgangsnummer findet die Entra-Verwaltung den Versuch im Anmeldeprotokoll.',
  },
  TOKEN_REJECTED: {
    title: 'Die Umgebung hat die Anmeldung zurückgewiesen.',
    next: 'Prüf, ob Adresse und Verzeichnis-ID zur selben Organisation gehören und der Anwendungsbenutzer aktiv ist.',
  },
  APPLICATION_USER_MISSING: {
    title: 'In der Umgebung fehlt der Anwendungsbenutzer.',
    next: 'Im Power Platform Admin Center unter „Einstellungen › Benutzer › Anwendungsbenutzer“ die App hinzufügen und ihr eine Sicherheitsrolle geben.',
  },
  APPLICATION_USER_DISABLED: {
    title: 'Der Anwendungsbenutzer ist deaktiviert.',
    next: 'Im Power Platform Admin Center unter „Anwendungsbenutzer“ wieder aktivieren.',
  },
  ROLE_MISSING: {
    title: 'Der Anwendungsbenutzer hat keine Sicherheitsrolle.',
    next: 'Im Power Platform Admin Center eine Rolle mit Rechten auf Kontakte zuweisen.',
  },
  PRIVILEGE_MISSING: {
    title: (p) => `Dem Anwendungsbenutzer fehlt ein Recht${phrase(p, 'privilege', ': ')}.`,
    next: 'In der Sicherheitsrolle das Recht auf der Ebene „Organisation“ ergänzen.',
  },
  READ_DEPTH_TOO_NARROW: {
    title: 'Der Anwendungsbenutzer sieht nur einen Teil der Kontakte.',
    next: 'Das Leserecht auf Kontakte auf „Organisation“ stellen. Sonst würden vorhandene Personen übersehen und doppelt angelegt.',
  },
  DEPTH_LIMITED: {
    title: 'Die Rechte enden an der Unternehmenseinheit.',
    next: 'Das genügt, wenn alle Kontakte dort liegen. Sonst das Recht auf „Organisation“ stellen.',
  },
  NOT_VERIFIABLE: {
    title: 'Das ließ sich vorab nicht prüfen.',
    next: 'Ob die Rechte genügen, zeigt sich bei der ersten Synchronisierung.',
  },
  COLUMN_ACCESS_DENIED: {
    title: (p) => `Ein geschütztes Feld verweigert den Zugriff${phrase(p, 'attribute', ': ')}.`,
    next: 'Dem Anwendungsbenutzer ein Feldsicherheitsprofil mit Lese- und Schreibrecht geben.',
  },
  STORAGE_FULL: {
    title: 'Der Speicher eurer Umgebung ist voll.',
    next: 'Im Power Platform Admin Center Speicher freigeben oder dazubuchen.',
  },
  ENVIRONMENT_DISABLED: {
    title: 'Die Umgebung ist abgeschaltet.',
    next: 'Im Power Platform Admin Center wieder einschalten.',
  },
  CRM_REFUSED: {
    title: 'Das CRM hat den Zugriff verweigert.',
    next: 'Gib die Vorgangsnummer an die Leute weiter, die euer CRM betreuen.',
  },

  THROTTLED: {
    title: 'Das CRM bittet um eine Pause.',
    next: 'Es nimmt nur eine bestimmte Menge Anfragen an. Danach geht es von selbst weiter.',
  },
  UNAVAILABLE: {
    title: 'Das CRM ist gerade nicht verfügbar.',
    next: 'Wir versuchen es von selbst wieder.',
  },
  NETWORK: {
    title: 'Das CRM ist gerade nicht erreichbar.',
    next: 'Wir versuchen es von selbst wieder. Bleibt es dabei, prüf die Adresse der Umgebung.',
  },
  TIMED_OUT: {
    title: 'Das CRM hat zu lange nicht geantwortet.',
    next: 'Wir versuchen es von selbst wieder.',
  },
  ANSWER_MALFORMED: { title: 'Das CRM hat etwas Unverständliches geantwortet.', next: again },
  ANSWER_TOO_LARGE: { title: 'Die Antwort des CRM ist zu groß.', next: again },
  TOKEN_ENDPOINT_UNAVAILABLE: {
    title: 'Die Anmeldung bei Microsoft ist gerade gestört.',
    next: 'Versuch es in ein paar Minuten noch einmal.',
  },
  CANCELLED: { title: 'Der Vorgang wurde abgebrochen.', next: 'Starte ihn noch einmal, wenn du magst.' },
};
