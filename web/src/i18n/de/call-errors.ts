import { type CodeOf, type Message, phrase } from '../message.ts';
import type { PanelOnlyCode } from '../responsible.ts';

const again = 'Versuche es gleich noch einmal. Wenn das nicht hilft, schicke uns die Vorgangsnummer.';

export const callErrorsDe: Record<CodeOf<'request' | 'transient'> | PanelOnlyCode | 'OTHER', Message> = {
  API_UNREACHABLE: {
    title: 'GoodFunds ist gerade nicht erreichbar.',
    next: 'Prüfe deine Internetverbindung und versuche es noch einmal. Deine Eingaben bleiben erhalten.',
  },
  NO_TOKEN: {
    title: 'Deine Sitzung ist abgelaufen.',
    next: 'Lade die Seite neu. Wenn das nicht hilft, melde dich beim GoodFunds-Support.',
  },
  PANEL_FAILED: {
    title: 'Hier ist etwas schiefgegangen.',
    next: 'Versuche es noch einmal. Wenn das nicht hilft, lade die Seite neu.',
  },
  /** For codes that only a newer service knows. */
  OTHER: { title: 'Etwas hat nicht geklappt.', next: 'Lade die Seite neu, um Genaueres zu sehen.' },
  BAD_REQUEST: {
    title: 'Eine Angabe passt noch nicht.',
    next: 'Prüfe deine Eingaben und versuche es noch einmal.',
  },
  UNAUTHORIZED: {
    title: 'Deine Anmeldung ist abgelaufen.',
    next: 'Lade die Seite neu und melde dich wieder an.',
  },
  FORBIDDEN: {
    title: 'Dafür fehlt dir die Berechtigung.',
    next: 'Bitte jemanden mit Administrationsrechten in GoodFunds um Hilfe.',
  },
  NOT_FOUND: {
    title: 'Das gibt es nicht mehr.',
    next: 'Vermutlich hat es jemand entfernt. Lade die Ansicht neu.',
  },
  CONFLICT: {
    title: 'Jemand hat die Einstellungen inzwischen geändert.',
    next: 'Deine Eingaben sind noch da. Vergleiche sie mit dem neuen Stand und speichere dann.',
  },
  PAYLOAD_TOO_LARGE: { title: 'Die Anfrage ist zu groß.', next: 'Melde dich bei uns, wir sehen uns das an.' },
  CONTACT_TOO_LARGE: { title: 'Ein Kontakt ist zu groß.', next: 'Melde dich bei uns, wir sehen uns das an.' },
  TOO_MANY_REQUESTS: {
    title: 'Das waren zu viele Anfragen in kurzer Zeit.',
    next: 'Warte einen Moment und versuche es dann noch einmal.',
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
  TOO_MANY_INTEGRATIONS: {
    title: 'Eure Organisation hat schon so viele Verbindungen wie möglich.',
    next: 'Entferne eine, die du nicht mehr brauchst, und lege die neue dann an.',
  },
  REVIEW_NOT_OPEN: {
    title: 'Über einen der Kontakte ist nichts mehr zu entscheiden.',
    next: 'Lade die Liste neu. Vielleicht hat jemand anderes schon entschieden.',
  },
  NOT_A_CANDIDATE: {
    title: 'Für einen der Kontakte muss erst feststehen, welcher Kontakt im CRM gemeint ist.',
    next: 'Lade die Liste neu und wähle dort einen der vorgeschlagenen Kontakte.',
  },
  THROTTLED: {
    title: 'Das CRM bittet um eine Pause.',
    next: 'Es nimmt nur eine begrenzte Zahl von Anfragen an. Danach geht es automatisch weiter.',
  },
  UNAVAILABLE: {
    title: 'Das CRM ist gerade nicht verfügbar.',
    next: 'Wir versuchen es automatisch noch einmal.',
  },
  NETWORK: {
    title: 'Das CRM ist gerade nicht erreichbar.',
    next: 'Wir versuchen es automatisch noch einmal. Wenn das nicht hilft, prüfe die Adresse der Umgebung.',
  },
  TIMED_OUT: {
    title: 'Das CRM hat zu lange nicht geantwortet.',
    next: 'Wir versuchen es automatisch noch einmal.',
  },
  REDIRECTED: {
    title: (params) => `Unsere Anfrage wurde${phrase(params, 'host', ' zu ')} umgeleitet statt beantwortet.`,
    next: 'Prüfe die Adresse der Umgebung und ob ein Proxy oder eine Firewall die Verbindung abfängt. Wir versuchen es automatisch noch einmal.',
  },
  ANSWER_MALFORMED: { title: 'Die Antwort des CRM war nicht lesbar.', next: again },
  ANSWER_TOO_LARGE: { title: 'Die Antwort des CRM ist zu groß.', next: again },
  TOKEN_ENDPOINT_UNAVAILABLE: {
    title: 'Die Microsoft-Anmeldung hat gerade Probleme.',
    next: 'Versuche es in ein paar Minuten noch einmal.',
  },
  TOKEN_KEYS_UNAVAILABLE: {
    title: 'GoodFunds kann deine Anmeldung gerade nicht prüfen.',
    next: 'Deine Eingaben bleiben erhalten. Versuche es in ein paar Minuten noch einmal.',
  },
  CANCELLED: { title: 'Der Vorgang wurde abgebrochen.', next: 'Du kannst ihn jederzeit neu starten.' },
};
