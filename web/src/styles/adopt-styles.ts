import css from './index.css?inline';

/** Where the panel is drawn: a document or a shadow root. */
export type PanelRoot = Document | ShadowRoot;

let sheet: CSSStyleSheet | null = null;

/** Gives the panel's styles to where it is drawn: constructed, so that no policy against inline styles matters. */
export function adoptStyles(root: PanelRoot): void {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
  }
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
}
