export type Theme = 'light' | 'dark' | 'auto';

/** The theme and the variables of the panel, all optional. */
export type Appearance = {
  theme?: Theme | undefined;
  variables?: AppearanceVariables | undefined;
};

/** CSS values by name; an invalid value changes nothing. Colours on and beside `accent` are derived from it. */
export type AppearanceVariables = { [Name in AppearanceVariable]?: string | undefined };
export type AppearanceVariable = keyof typeof VARIABLES;

/** The custom property of each variable, which a page can also set itself, and a CSS property that validates it. */
export const VARIABLES = {
  accent: { property: '--gf-color-accent', validatedBy: 'color' },
  onAccent: { property: '--gf-color-on-accent', validatedBy: 'color' },
  page: { property: '--gf-color-page', validatedBy: 'color' },
  surface: { property: '--gf-color-surface', validatedBy: 'color' },
  sunken: { property: '--gf-color-sunken', validatedBy: 'color' },
  text: { property: '--gf-color-text', validatedBy: 'color' },
  muted: { property: '--gf-color-muted', validatedBy: 'color' },
  line: { property: '--gf-color-line', validatedBy: 'color' },
  control: { property: '--gf-color-control', validatedBy: 'color' },
  danger: { property: '--gf-color-danger', validatedBy: 'color' },
  warning: { property: '--gf-color-warning', validatedBy: 'color' },
  focus: { property: '--gf-color-focus', validatedBy: 'color' },
  fontFamily: { property: '--gf-font-family', validatedBy: 'font-family' },
  fontMono: { property: '--gf-font-mono', validatedBy: 'font-family' },
  // A single length, since other sizes are calculated from it.
  fontSize: { property: '--gf-font-size', validatedBy: 'outline-offset' },
  headingWeight: { property: '--gf-heading-weight', validatedBy: 'font-weight' },
  radius: { property: '--gf-radius', validatedBy: 'outline-offset' },
  shadow: { property: '--gf-shadow', validatedBy: 'box-shadow' },
  padding: { property: '--gf-padding', validatedBy: 'padding' },
  maxWidth: { property: '--gf-max-width', validatedBy: 'max-inline-size' },
} as const;

export function readTheme(value: unknown): Theme | undefined {
  return value === 'light' || value === 'dark' || value === 'auto' ? value : undefined;
}
