import type { HiddenPart } from './frame-box.ts';
import type { FrameSettings } from './messages.ts';

export type HostView = {
  /** Language, direction and colours of the page itself. */
  dress(settings: FrameSettings): void;
  /** Keeps what floats, dialogs and the bar for saving, where the person looks: the frame is as high as its content. */
  show(hidden: HiddenPart): void;
};

/** Brings the page into line with the one around it, by a style sheet of its own that no policy forbids. */
export function followHost(): HostView {
  const page = document.documentElement;
  const sheet = new CSSStyleSheet();
  document.adoptedStyleSheets.push(sheet);
  return {
    dress({ locale, direction, appearance }) {
      if (locale !== null) page.lang = locale;
      page.dir = direction;
      page.dataset['theme'] = appearance.theme ?? 'auto';
    },
    show({ above, below }) {
      sheet.replaceSync(`:root { --gfc-hidden-above: ${above}px; --gfc-hidden-below: ${below}px }`);
    },
  };
}
