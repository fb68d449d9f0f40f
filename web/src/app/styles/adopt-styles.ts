import css from './index.css?inline';

/** Where the panel is drawn: a document or a shadow root. */
export type PanelRoot = Document | ShadowRoot;

let sheet: CSSStyleSheet | null = null;

/** Gives the panel's styles to where it is drawn: constructed, so that no policy against inline styles matters. */
export function adoptStyles(root: PanelRoot): void {
  if (!sheet) {
    registerAccent();
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
  }
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
}

/** Makes the accent a colour whatever the page sets: `@property` counts in no shadow root, so a script has to say it. */
function registerAccent(): void {
  try {
    CSS.registerProperty({
      name: '--gfc-fill',
      syntax: '<color>',
      inherits: true,
      initialValue: '#0b6a5c',
    });
  } catch (error) {
    // Another copy of the panel on the page was first, and said the same.
    if (!(error instanceof DOMException && error.name === 'InvalidModificationError')) throw error;
  }
}
