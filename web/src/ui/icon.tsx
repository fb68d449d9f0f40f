const PATHS = {
  arrow: 'M4 10h11m-4-4 4 4-4 4',
  check: 'm4.5 10.5 3.5 3.5 7.5-8',
  chevron: 'm6 8 4 4 4-4',
  close: 'm5.5 5.5 9 9m0-9-9 9',
  copy: 'M8 7.5h7.5V16H8zM4.5 12.5v-8.5h8',
  cross: 'm6 6 8 8m0-8-8 8',
  dash: 'M5.5 10h9',
  download: 'M10 3.5v9m-3.5-3.5 3.5 3.5 3.5-3.5M4.5 16h11',
  info: 'M10 9v5m0-8v.01M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15z',
  lock: 'M5.5 9.5h9v6.5h-9zM7.5 9.5v-2a2.5 2.5 0 0 1 5 0v2',
  plug: 'M7 3v4m6-4v4M5 7h10v2.5a5 5 0 0 1-10 0zM10 14.5V18',
  plus: 'M10 4.5v11M4.5 10h11',
  refresh: 'M15.5 8A6 6 0 1 0 16 11m-.2-6.5V8.3H12',
  search: 'm16 16-3.7-3.7M14 9A5 5 0 1 1 4 9a5 5 0 0 1 10 0z',
  sparkle: 'M10 3.5 11.6 8.4 16.5 10 11.6 11.6 10 16.5 8.4 11.6 3.5 10 8.4 8.4z',
  warning: 'M10 8v3.5m0 2.5v.01M10 3.2l7.2 12.6H2.800z',
} as const;

export type IconName = keyof typeof PATHS;

/** Decorative: the text beside it says the same, so screen readers skip it. */
export function Icon({ name, turned = false }: { name: IconName; turned?: boolean }) {
  return (
    <svg
      className={turned ? 'gfc-icon gfc-icon-turned' : 'gfc-icon'}
      data-icon={name}
      viewBox="0 0 20 20"
      width="20"
      height="20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
