export type Look = {
  /** Part of the picture's file name: `light-320`. */
  name: string;
  theme: 'light' | 'dark';
  /** In CSS pixels. */
  width: number;
  direction: 'ltr' | 'rtl';
  forcedColors: 'active' | 'none';
  /** Enlarges only the text, as a browser setting does. */
  textPercent: 100 | 200;
};

const PLAIN = {
  theme: 'light',
  width: 1180,
  direction: 'ltr',
  forcedColors: 'none',
  textPercent: 100,
} as const;

/** The variants in which every state is rendered. A window of 1180 pixels at a zoom of 200 % is 590 pixels wide. */
export const LOOKS: readonly Look[] = [
  { ...PLAIN, name: 'light' },
  { ...PLAIN, name: 'dark', theme: 'dark' },
  { ...PLAIN, name: 'light-320', width: 320 },
  { ...PLAIN, name: 'dark-320', theme: 'dark', width: 320 },
  { ...PLAIN, name: 'zoom', width: 590 },
  { ...PLAIN, name: 'text', textPercent: 200 },
  { ...PLAIN, name: 'rtl', direction: 'rtl' },
  { ...PLAIN, name: 'contrast', forcedColors: 'active' },
];
