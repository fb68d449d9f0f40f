import css from './index.css?inline';

/** The document or shadow root that contains the panel. */
export type PanelRoot = Document | ShadowRoot;

let sheet: CSSStyleSheet | null = null;

/** Adds the panel's styles as a constructed style sheet, which needs no CSP exception. */
export function adoptStyles(root: PanelRoot): void {
  if (!sheet) {
    registerAccent();
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
  }
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
}

/** Registers the accent as a colour by script, because `@property` has no effect in a shadow root. */
function registerAccent(): void {
  try {
    CSS.registerProperty({
      name: '--gfc-fill',
      syntax: '<color>',
      inherits: true,
      initialValue: '#0b6a5c',
    });
  } catch (error) {
    // Another copy of the panel on the page has registered it.
    if (!(error instanceof DOMException && error.name === 'InvalidModificationError')) throw error;
  }
}
