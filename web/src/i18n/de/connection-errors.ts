import { type CodeOf, type Message, phrase } from '../message.ts';

export const connectionErrorsDe: Record<CodeOf<'connection'>, Message> = {
  ENVIRONMENT_URL_INVALID: {
    title: 'Das ist keine gültige Adresse.',
    next: 'Sie sieht so aus: https://deinname.crm4.dynamics.com',
  },
  ENVIRONMENT_URL_NOT_HTTPS: {
    title: 'Die Adresse muss mit https:// beginnen.',
    next: 'Kopiere sie noch einmal aus dem Power Platform Admin Center.',
  },
  ENVIRONMENT_URL_HAS_PATH: {
    title: 'Die Adresse ist zu lang: Nur der vordere Teil gehört hierher.',
    next: 'Lass alles weg, was nach „.dynamics.com“ kommt.',
  },
  ENVIRONMENT_HOST_NOT_ALLOWED: {
    title: 'Diese Adresse gehört nicht zu Microsoft Dynamics.',
    next: 'Sie endet auf „.dynamics.com“. Du findest sie im Power Platform Admin Center unter „Umgebungs-URL“.',
  },
  ENVIRONMENT_URL_IS_PROXY: {
    title: 'Das ist die Adresse eines Proxys (Defender for Cloud Apps), nicht die der Umgebung.',
    next: (p) => `Nimm die Adresse ohne „.mcas.ms“${phrase(p, 'origin', ': ')}`,
  },
  ENVIRONMENT_NOT_FOUND: {
    title: 'Unter dieser Adresse gibt es keine Umgebung.',
    next: 'Prüfe die Adresse auf Tippfehler und ob es die Umgebung noch gibt.',
  },
  CLIENT_SECRET_WRONG: {
    title: 'Der geheime Clientschlüssel stimmt nicht.',
    next: 'Kopiere den „Wert“ des Schlüssels, nicht die „Geheimnis-ID“. Den Wert siehst du nur direkt nach dem Anlegen. Lege sonst einen neuen Schlüssel an.',
  },
  CLIENT_SECRET_EXPIRED: {
    title: 'Der geheime Clientschlüssel ist abgelaufen.',
    next: 'Im Entra Admin Center unter „Zertifikate & Geheimnisse“ einen neuen anlegen und seinen Wert hier eintragen.',
  },
  CLIENT_UNKNOWN: {
    title: 'Diese Anwendungs-ID gibt es in eurem Microsoft-Verzeichnis nicht.',
    next: 'Kopiere die „Anwendungs-ID (Client)“ aus der Übersicht der App-Registrierung und prüfe, ob die Verzeichnis-ID dazu passt.',
  },
  TENANT_UNKNOWN: {
    title: 'Dieses Microsoft-Verzeichnis gibt es nicht.',
    next: 'Kopiere die „Verzeichnis-ID (Mandant)“ aus der Übersicht der App-Registrierung.',
  },
  TENANT_MALFORMED: {
    title: 'Die Verzeichnis-ID hat das falsche Format.',
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
    next: 'Prüfe, ob Adresse und Verzeichnis-ID zur selben Organisation gehören.',
  },
  SCOPE_INVALID: {
    title: 'Microsoft versteht die Adresse der Umgebung nicht.',
    next: 'Trage sie noch einmal ein, ohne Leerzeichen und ohne Schrägstrich am Ende.',
  },
  CONDITIONAL_ACCESS: {
    title: 'Eine Zugriffsrichtlinie eurer Organisation blockiert die Anmeldung.',
    next: 'Die App von der Richtlinie für bedingten Zugriff ausnehmen oder den Zugriff von GoodFunds erlauben.',
  },
  CREDENTIAL_MISSING: {
    title: 'Es fehlt noch eine Angabe.',
    next: 'Fülle alle Pflichtfelder aus und teste noch einmal.',
  },
  ASSERTION_INVALID: {
    title: 'Microsoft hat unsere Anmeldung nicht angenommen.',
    next: 'Melde dich bei uns, wir sehen uns das an.',
  },
  WRONG_CLOUD: {
    title: 'Verzeichnis und Umgebung liegen in verschiedenen Microsoft-Clouds.',
    next: 'Prüfe, ob Adresse und Verzeichnis-ID zur selben Organisation gehören.',
  },
  SERVICE_NOT_SUBSCRIBED: {
    title: 'Euer Microsoft-Verzeichnis hat keine Lizenz für Dynamics.',
    next: 'Prüfe, ob die Verzeichnis-ID stimmt und ob die Lizenz noch läuft.',
  },
  TOKEN_REFUSED: {
    title: 'Microsoft hat die Anmeldung abgelehnt.',
    next: 'Prüfe die beiden IDs und den Schlüssel. Über die Vorgangsnummer findet ihr den Versuch im Anmeldeprotokoll von Entra.',
  },
  TOKEN_REJECTED: {
    title: 'Die Umgebung hat die Anmeldung abgelehnt.',
    next: 'Prüfe, ob Adresse und Verzeichnis-ID zur selben Organisation gehören und der Anwendungsbenutzer aktiv ist.',
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
    next: 'Das Leserecht auf Kontakte auf „Organisation“ stellen. Sonst würden vorhandene Personen übersehen und doppelt angelegt. „Übergeordnet: untergeordnete Unternehmenseinheiten“ genügt nur, wenn der Anwendungsbenutzer zur obersten Unternehmenseinheit gehört.',
  },
  DEPTH_LIMITED: {
    title: 'Der Anwendungsbenutzer darf nur einen Teil der Kontakte ändern.',
    next: 'Das genügt, wenn alle Kontakte dazugehören, die GoodFunds aktualisiert. Sonst das Schreibrecht auf Kontakte auf „Organisation“ stellen.',
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
  IP_BLOCKED: {
    title: 'Die IP-Firewall der Umgebung blockiert GoodFunds.',
    next: 'Im Power Platform Admin Center bei der Umgebung „Einstellungen › Produkt › Datenschutz + Sicherheit“ öffnen und die Adresse von GoodFunds in die erlaubten IP-Bereiche aufnehmen. Die Adresse nennen wir euch.',
  },
  OPTIMISTIC_CONCURRENCY_DISABLED: {
    title: 'Für Kontakte ist die optimistische Parallelität abgeschaltet.',
    next: 'Sie für die Tabelle Kontakt einschalten (IsOptimisticConcurrencyEnabled). Ohne sie könnten wir überschreiben, was eure Leute gerade ändern; deshalb aktualisieren wir dann nichts.',
  },
  CRM_REFUSED: {
    title: 'Das CRM hat den Zugriff verweigert.',
    next: 'Gib die Vorgangsnummer an die Leute weiter, die euer CRM betreuen.',
  },
};
