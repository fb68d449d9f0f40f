import type { ScheduleTexts } from '../de/schedule.ts';

export const scheduleEn: ScheduleTexts = {
  title: 'Automatic sync',
  changedTitle: 'What has changed',
  changedText:
    'New contacts from GoodFunds are always synced at once. This run catches up on what has changed, failed or not been decided yet. Example: on Monday Anna’s address was too long for the CRM. On Tuesday the field is made longer, and Anna is synced during the night.',
  changed: {
    DAILY: { title: 'Every night', text: 'Once a day at the chosen time.' },
    HOURLY: { title: 'Every hour', text: 'At the chosen minute, around the clock.' },
    OFF: { title: 'Never', text: 'Only if someone presses “Sync now”.' },
  },
  all: 'Compare all contacts on Sundays',
  allText: 'Also finds what was changed only in the CRM. It takes the most requests to the CRM.',
  time: 'Time',
  timeZone: (name) => `Time zone ${name}. Daylight saving is taken into account.`,
  summary: ({ changed, all, time }) => {
    const minute = time.slice(3);
    const parts = [
      changed === 'DAILY' && `what has changed, every day at ${time}`,
      changed === 'HOURLY' && `what has changed, every hour at minute ${minute}`,
      all === 'WEEKLY' && `all contacts, on Sundays at ${time}`,
    ].filter(Boolean);
    return parts.length === 0
      ? 'Nothing is synced automatically.'
      : `Automatic sync: ${parts.join(', and ')}. A run that is due during a pause starts after it.`;
  },
  next: (moment) => `Next automatic sync: ${moment}.`,
};
