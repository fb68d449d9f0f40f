export type Theme = 'light' | 'dark' | 'auto';

/** How the panel looks: all of it is optional, and what is left out keeps the panel's own look. */
export type Appearance = {
  theme?: Theme | undefined;
  variables?: AppearanceVariables | undefined;
};

/** CSS values by name. Readable colours upon and beside `accent` are found for any colour. */
export type AppearanceVariables = { [Name in AppearanceVariable]?: string | undefined };
export type AppearanceVariable = keyof typeof VARIABLE_PROPERTIES;

/** The custom property behind each variable; a page may set these in its own style sheet just as well. */
export const VARIABLE_PROPERTIES = {
  accent: '--gf-color-accent',
  onAccent: '--gf-color-on-accent',
  page: '--gf-color-page',
  surface: '--gf-color-surface',
  sunken: '--gf-color-sunken',
  text: '--gf-color-text',
  muted: '--gf-color-muted',
  line: '--gf-color-line',
  control: '--gf-color-control',
  danger: '--gf-color-danger',
  warning: '--gf-color-warning',
  focus: '--gf-color-focus',
  fontFamily: '--gf-font-family',
  fontMono: '--gf-font-mono',
  fontSize: '--gf-font-size',
  headingWeight: '--gf-heading-weight',
  radius: '--gf-radius',
  shadow: '--gf-shadow',
  padding: '--gf-padding',
  maxWidth: '--gf-max-width',
} as const;

/** Reads an appearance that came from outside, such as an attribute or a message; `null` where it is none. */
export function readAppearance(value: unknown): Appearance | null {
  if (!isRecord(value)) return null;
  return { theme: readTheme(value['theme']), variables: readVariables(value['variables']) };
}

export function readTheme(value: unknown): Theme | undefined {
  return value === 'light' || value === 'dark' || value === 'auto' ? value : undefined;
}

function readVariables(value: unknown): AppearanceVariables {
  if (!isRecord(value)) return {};
  return Object.fromEntries(
    Object.keys(VARIABLE_PROPERTIES).flatMap((name) => {
      const entry = value[name];
      return typeof entry === 'string' ? [[name, entry]] : [];
    }),
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
