import type { Schedule } from '@goodfunds/shared';
import { Cron } from 'croner';

/** When the next scheduled runs of an integration are due, in milliseconds since the epoch; `null` for never. */
export type DueTimes = { changedDueMs: number | null; allDueMs: number | null };

/** The times after `nowMs`. */
export function dueTimes(
  { enabled, schedule }: { enabled: boolean; schedule: Schedule },
  nowMs: number,
): DueTimes {
  const [hour, minute] = schedule.time.split(':').map(Number);
  const next = (pattern: string): number | null =>
    new Cron(pattern, { timezone: schedule.timeZone, paused: true }).nextRun(new Date(nowMs))?.getTime() ??
    null;
  const changed = { OFF: null, HOURLY: `${minute} * * * *`, DAILY: `${minute} ${hour} * * *` }[
    schedule.changed
  ];
  const all = { OFF: null, WEEKLY: `${minute} ${hour} * * SUN` }[schedule.all];
  return {
    changedDueMs: enabled && changed ? next(changed) : null,
    allDueMs: enabled && all ? next(all) : null,
  };
}
