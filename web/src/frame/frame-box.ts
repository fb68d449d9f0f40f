import type { Theme } from '../appearance/appearance.ts';
import { languageOf } from '../i18n/language.ts';

/** What of the frame cannot be seen, in pixels: above the upper and below the lower edge of what can. */
export type HiddenPart = { above: number; below: number };

export type FrameBox = {
  frame: HTMLIFrameElement;
  /** Makes the frame as high as what it shows. */
  grow(height: number): void;
  /** Title and colour scheme; a frame is see-through only where its scheme is that of the page inside. */
  dress(locale: string | null, theme: Theme | undefined): void;
  /** Looks again at what of the frame can be seen. */
  look(): void;
  sayThatItDoesNotStart(): void;
  sayThatItStarted(): void;
  remove(): void;
};

const WORDS = {
  de: {
    title: 'CRM-Einstellungen',
    silent:
      'Die CRM-Einstellungen starten gerade nicht. Lade die Seite neu. Bleibt es dabei, hilft dir der Support von GoodFunds.',
  },
  en: {
    title: 'CRM settings',
    silent:
      'The CRM settings do not start right now. Reload the page. If it stays like this, GoodFunds support will help.',
  },
};

/** Draws the frame into a shadow root, where no style of the page reaches it and no policy forbids its own. */
export function createFrameBox(
  root: ShadowRoot,
  address: string,
  tellHidden: (part: HiddenPart) => void,
): FrameBox {
  const { sheet, look: style } = createSheet();
  root.adoptedStyleSheets = [sheet];
  const frame = document.createElement('iframe');
  frame.src = address;
  frame.allow = 'clipboard-write';
  const notice = document.createElement('p');
  notice.role = 'alert';
  root.replaceChildren(notice, frame);
  let words = WORDS.en;

  // Knows of every scroller around the frame, and not only of the window.
  const observer = new IntersectionObserver((entries) => {
    const entry = entries.at(-1);
    observer.disconnect();
    if (!entry?.isIntersecting) return;
    const { boundingClientRect: whole, intersectionRect: seen } = entry;
    tellHidden({ above: seen.top - whole.top, below: whole.bottom - seen.bottom });
  });

  return {
    frame,
    grow(height) {
      style.height = `${Math.ceil(height)}px`;
      observer.observe(frame);
    },
    dress(locale, theme) {
      words = WORDS[languageOf(locale ?? '')];
      frame.title = words.title;
      style.colorScheme = theme === 'light' || theme === 'dark' ? theme : 'light dark';
    },
    look: () => observer.observe(frame),
    sayThatItDoesNotStart() {
      notice.textContent = words.silent;
    },
    sayThatItStarted: () => notice.replaceChildren(),
    remove() {
      observer.disconnect();
      root.replaceChildren();
    },
  };
}

function createSheet(): { sheet: CSSStyleSheet; look: CSSStyleDeclaration } {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(':host { display: block } p:empty { display: none }');
  const index = sheet.insertRule('iframe { display: block; width: 100%; height: 320px; border: 0 }');
  const rule = sheet.cssRules[index];
  if (!(rule instanceof CSSStyleRule)) throw new Error('a rule that was inserted is there');
  return { sheet, look: rule.style };
}
