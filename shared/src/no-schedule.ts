import type { Schedule } from './schemas/schedule.ts';

/** Nothing starts on its own. */
export const NO_SCHEDULE: Schedule = { changed: 'OFF', all: 'OFF', time: '02:00', timeZone: 'Europe/Berlin' };
