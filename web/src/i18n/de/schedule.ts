import type { Schedule } from '@goodfunds/shared';

export const scheduleDe = {
  title: 'Automatisch synchronisieren',
  changedTitle: 'Was sich geändert hat',
  changedText:
    'Neue Kontakte aus GoodFunds kommen immer gleich an. Zusätzlich holt dieser Lauf nach, was sich geändert hat, was fehlgeschlagen ist und was du noch nicht entschieden hast. Beispiel: Annas Adresse war am Montag zu lang für das CRM. Am Dienstag ist das Feld länger, und in der Nacht kommt Anna an.',
  changed: {
    DAILY: { title: 'Jede Nacht', text: 'Einmal am Tag zur gewählten Zeit.' },
    HOURLY: { title: 'Jede Stunde', text: 'Zur gewählten Minute, rund um die Uhr.' },
    OFF: { title: 'Nie', text: 'Nur, wenn jemand auf „Jetzt synchronisieren“ drückt.' },
  },
  all: 'Sonntags alle Kontakte vergleichen',
  allText: 'Findet auch, was nur im CRM geändert wurde. Das kostet die meisten Anfragen an das CRM.',
  time: 'Uhrzeit',
  timeZone: (name: string) => `Zeitzone ${name}. Die Umstellung auf Sommerzeit ist berücksichtigt.`,
  summary: ({ changed, all, time }: Schedule) => {
    const minute = time.slice(3);
    const parts = [
      changed === 'DAILY' && `täglich um ${time} Uhr, was sich geändert hat`,
      changed === 'HOURLY' && `jede Stunde zur Minute ${minute}, was sich geändert hat`,
      all === 'WEEKLY' && `sonntags um ${time} Uhr alle Kontakte`,
    ].filter(Boolean);
    return parts.length === 0
      ? 'Es wird nichts automatisch synchronisiert.'
      : `Automatisch: ${parts.join(', und ')}. Fällt ein Lauf in eine Pause, startet er danach.`;
  },
  next: (moment: string) => `Nächste automatische Synchronisierung: ${moment}.`,
};
export type ScheduleTexts = typeof scheduleDe;
