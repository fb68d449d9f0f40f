export type Theme = 'light' | 'dark' | 'auto';

/** How the panel looks: all of it is optional, and what is left out keeps the panel's own look. */
export type Appearance = {
  theme?: Theme | undefined;
  variables?: AppearanceVariables | undefined;
};

/**
 * CSS values by name. Readable colours upon and beside `accent` are found for any colour. A value that CSS would not
 * take for what it is meant for changes nothing.
 */
export type AppearanceVariables = { [Name in AppearanceVariable]?: string | undefined };
export type AppearanceVariable = keyof typeof VARIABLES;

/**
 * The custom property behind each variable, which a page may set in its own style sheet just as well, and a CSS
 * property that takes exactly what the variable may be.
 */
export const VARIABLES = {
  accent: { property: '--gf-color-accent', like: 'color' },
  onAccent: { property: '--gf-color-on-accent', like: 'color' },
  page: { property: '--gf-color-page', like: 'color' },
  surface: { property: '--gf-color-surface', like: 'color' },
  sunken: { property: '--gf-color-sunken', like: 'color' },
  text: { property: '--gf-color-text', like: 'color' },
  muted: { property: '--gf-color-muted', like: 'color' },
  line: { property: '--gf-color-line', like: 'color' },
  control: { property: '--gf-color-control', like: 'color' },
  danger: { property: '--gf-color-danger', like: 'color' },
  warning: { property: '--gf-color-warning', like: 'color' },
  focus: { property: '--gf-color-focus', like: 'color' },
  fontFamily: { property: '--gf-font-family', like: 'font-family' },
  fontMono: { property: '--gf-font-mono', like: 'font-family' },
  // One length each, because other sizes are calculated from it: no percentage, no keyword.
  fontSize: { property: '--gf-font-size', like: 'outline-offset' },
  headingWeight: { property: '--gf-heading-weight', like: 'font-weight' },
  radius: { property: '--gf-radius', like: 'outline-offset' },
  shadow: { property: '--gf-shadow', like: 'box-shadow' },
  padding: { property: '--gf-padding', like: 'padding' },
  maxWidth: { property: '--gf-max-width', like: 'max-inline-size' },
} as const;

export function readTheme(value: unknown): Theme | undefined {
  return value === 'light' || value === 'dark' || value === 'auto' ? value : undefined;
}
