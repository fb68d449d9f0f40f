/** Formats numbers, dates and times for a locale. */
export interface Format {
  number(value: number): string;
  /** A number with at most `digits` decimal places. */
  decimal(value: number, digits: number): string;
  percent(share: number): string;
  /** A date given as `YYYY-MM-DD`, without time zone conversion. */
  day(isoDay: string): string;
  moment(isoMoment: string): string;
  time(isoMoment: string): string;
  /** With seconds. */
  clock(isoMoment: string): string;
  /** The time, with seconds when it is near, with the date when it is another day. */
  until(isoMoment: string, now?: Date): string;
  /** `in 5 minutes`, `3 days ago`. */
  relative(isoMoment: string, now: Date): string;
  /** `tomorrow`, `in 97 days`. */
  daysAway(days: number): string;
  duration(milliseconds: number): string;
  /** A short duration: `0.3s`. */
  seconds(milliseconds: number): string;
  list(parts: readonly string[]): string;
}

/** Shorter waits are shown with seconds. */
const NEAR_MS = 5 * 60_000;

export function createFormat(locale: string): Format {
  const numbers = new Intl.NumberFormat(locale);
  const percents = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const days = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  const moments = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const times = new Intl.DateTimeFormat(locale, { timeStyle: 'short' });
  const clocks = new Intl.DateTimeFormat(locale, { timeStyle: 'medium' });
  const relatives = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const seconds = new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: 'second',
    unitDisplay: 'narrow',
    maximumFractionDigits: 1,
  });
  const lists = new Intl.ListFormat(locale, { type: 'conjunction' });
  return {
    number: (value) => numbers.format(value),
    decimal: (value, digits) =>
      new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value),
    percent: (share) => percents.format(share),
    day: (isoDay) => days.format(new Date(`${isoDay}T00:00:00Z`)),
    moment: (isoMoment) => moments.format(new Date(isoMoment)),
    time: (isoMoment) => times.format(new Date(isoMoment)),
    clock: (isoMoment) => clocks.format(new Date(isoMoment)),
    until: (isoMoment, now = new Date()) => {
      const moment = new Date(isoMoment);
      if (moment.toDateString() !== now.toDateString()) return moments.format(moment);
      return (moment.getTime() - now.getTime() < NEAR_MS ? clocks : times).format(moment);
    },
    relative: (isoMoment, now) => {
      const { amount, unit } = largestUnit((Date.parse(isoMoment) - now.getTime()) / 1000);
      return relatives.format(amount, unit);
    },
    daysAway: (days) => relatives.format(days, 'day'),
    seconds: (milliseconds) => seconds.format(Math.max(milliseconds, SHORTEST_MS) / 1000),
    duration: (milliseconds) => formatDuration(locale, milliseconds),
    list: (parts) => lists.format(parts),
  };
}

/** Shorter durations are rounded up to this. */
const SHORTEST_MS = 100;

function largestUnit(seconds: number): { amount: number; unit: Intl.RelativeTimeFormatUnit } {
  const size = Math.abs(seconds);
  if (size < 60) return { amount: Math.round(seconds), unit: 'second' };
  if (size < 3_600) return { amount: Math.round(seconds / 60), unit: 'minute' };
  if (size < 86_400) return { amount: Math.round(seconds / 3_600), unit: 'hour' };
  return { amount: Math.round(seconds / 86_400), unit: 'day' };
}

/** At most two units. */
function formatDuration(locale: string, milliseconds: number): string {
  const total = Math.max(0, Math.round(milliseconds / 1000));
  const hours = Math.floor(total / 3_600);
  const minutes = Math.floor((total % 3_600) / 60);
  const seconds = total % 60;
  const parts: [number, string][] =
    hours > 0
      ? [
          [hours, 'hour'],
          [minutes, 'minute'],
        ]
      : [
          [minutes, 'minute'],
          [seconds, 'second'],
        ];
  const shown = parts.filter(([amount], index) => amount > 0 || (index === 1 && total === 0));
  return shown
    .map(([amount, unit]) =>
      new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(amount),
    )
    .join(' ');
}
