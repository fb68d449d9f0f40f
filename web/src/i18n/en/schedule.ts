import type { ScheduleTexts } from '../de/schedule.ts';

export const scheduleEn: ScheduleTexts = {
  title: 'Sync by itself',
  changedTitle: 'What has changed',
  changedText:
    'New contacts from GoodFunds always arrive at once. In addition, this run makes up for what has changed, what has failed and what you have not decided yet. Example: on Monday Anna’s address was too long for the CRM. On Tuesday the field is longer, and Anna arrives during the night.',
  changed: {
    DAILY: { title: 'Every night', text: 'Once a day at the chosen time.' },
    HOURLY: { title: 'Every hour', text: 'At the chosen minute, around the clock.' },
    OFF: { title: 'Never', text: 'Only if somebody presses “Sync now”.' },
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
      ? 'Nothing runs by itself.'
      : `Runs by itself: ${parts.join(', and ')}. No new run begins while the sync is paused.`;
  },
  next: (moment) => `The next run begins by itself: ${moment}.`,
};
