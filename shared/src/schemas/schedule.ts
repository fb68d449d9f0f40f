import { z } from 'zod';

/** When an integration synchronises on its own. A time that daylight saving skips or repeats comes once. */
export const scheduleSchema = z.object({
  /** Contacts that changed or failed: every hour at the minute of `time`, or every day at `time`. */
  changed: z.enum(['OFF', 'HOURLY', 'DAILY']),
  /** All contacts: on Sundays at `time`. */
  all: z.enum(['OFF', 'WEEKLY']),
  /** `HH:MM` */
  time: z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 02:30'),
  /** A name of the IANA database, such as `Europe/Berlin`. */
  timeZone: z.string().max(100),
});
export type Schedule = z.infer<typeof scheduleSchema>;

export const scheduleInputSchema = scheduleSchema.extend({
  timeZone: scheduleSchema.shape.timeZone.refine(isTimeZone, 'must be a time zone such as Europe/Berlin'),
});

function isTimeZone(name: string): boolean {
  // Offsets are accepted by `Intl` but have no daylight saving.
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name }).format();
    return true;
  } catch {
    return false;
  }
}
