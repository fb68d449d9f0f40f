/** Shorter waits are shown with seconds. */
const NEAR_MS = 5 * 60_000;

export type Format = ReturnType<typeof createFormat>;

/** Formats numbers, dates and times for a locale. */
export function createFormat(locale: string) {
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
    number: (value: number) => numbers.format(value),
    /** A number with at most `digits` decimal places. */
    decimal: (value: number, digits: number) =>
      new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value),
    percent: (share: number) => percents.format(share),
    /** A date given as `YYYY-MM-DD`, without time zone conversion. */
    day: (isoDay: string) => days.format(new Date(`${isoDay}T00:00:00Z`)),
    moment: (isoMoment: string) => moments.format(new Date(isoMoment)),
    time: (isoMoment: string) => times.format(new Date(isoMoment)),
    /** With seconds. */
    clock: (isoMoment: string) => clocks.format(new Date(isoMoment)),
    /** The time, with seconds when it is near, with the date when it is another day. */
    until: (isoMoment: string, now = new Date()) => {
      const moment = new Date(isoMoment);
      if (moment.toDateString() !== now.toDateString()) return moments.format(moment);
      return (moment.getTime() - now.getTime() < NEAR_MS ? clocks : times).format(moment);
    },
    /** `tomorrow`, `in 97 days`. */
    daysAway: (count: number) => relatives.format(count, 'day'),
    /** A short duration: `0.3s`. */
    seconds: (milliseconds: number) => seconds.format(Math.max(milliseconds, SHORTEST_MS) / 1000),
    duration: (milliseconds: number) => formatDuration(locale, milliseconds),
    list: (parts: readonly string[]) => lists.format(parts),
  };
}

/** Shorter durations are rounded up to this. */
const SHORTEST_MS = 100;

/** At most two units. */
function formatDuration(locale: string, milliseconds: number): string {
  const total = Math.max(0, Math.round(milliseconds / 1000));
  const parts: [number, string][] = [
    [Math.floor(total / 3_600), 'hour'],
    [Math.floor((total % 3_600) / 60), 'minute'],
    [total % 60, 'second'],
  ];
  const shown = (total < 3_600 ? parts.slice(1) : parts.slice(0, 2)).filter(
    ([amount], index) => amount > 0 || (index === 1 && total === 0),
  );
  return shown
    .map(([amount, unit]) =>
      new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(amount),
    )
    .join(' ');
}
