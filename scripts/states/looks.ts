export type Look = {
  /** As in the name of a picture: `light-320`. */
  name: string;
  theme: 'light' | 'dark';
  /** In CSS pixels. */
  width: number;
  direction: 'ltr' | 'rtl';
  forcedColors: 'active' | 'none';
  /** Only the text grows, as readers may set it. */
  textPercent: 100 | 200;
};

const PLAIN = {
  theme: 'light',
  width: 1180,
  direction: 'ltr',
  forcedColors: 'none',
  textPercent: 100,
} as const;

/** In what ways every state is drawn. 590 pixels are a window of 1180 at a zoom of 200 %. */
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
