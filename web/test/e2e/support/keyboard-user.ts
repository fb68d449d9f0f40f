import type { Locator, Page } from '@playwright/test';

const MOST_STEPS = 120;

/** Uses the panel by keyboard alone, and fails where the focus is not visible. */
export function createKeyboardUser(page: Page) {
  const isAt = async (target: Locator) =>
    (await target.count()) > 0 && (await target.first().evaluate((element) => element.matches(':focus')));

  return {
    isAt,

    /** Presses Tab or Shift+Tab until the target has the focus. */
    async goTo(target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
      for (let step = 0; step < MOST_STEPS; step += 1) {
        if (await isAt(target)) return;
        await page.keyboard.press(key);
        const problem = await page.evaluate(focusProblem);
        if (problem !== null) throw new Error(problem);
      }
      throw new Error(`${key} does not reach ${String(target)}`);
    },

    async press(...keys: string[]): Promise<void> {
      for (const key of keys) await page.keyboard.press(key);
    },

    /** Moves the focus to the target and presses it. */
    async activate(target: Locator, key: 'Enter' | 'Space' = 'Enter'): Promise<void> {
      await this.goTo(target);
      await page.keyboard.press(key);
    },

    async type(text: string): Promise<void> {
      await page.keyboard.insertText(text);
    },

    /** The text of the focused element in the panel; `null` where no element has the focus. */
    place: async () => await page.evaluate(focusedName),
  };
}

/** Runs in the page: why the focus is not visible; `null` where it is, or where it is outside the panel. */
function focusProblem(): string | null {
  const root = document.querySelector('gf-crm-settings')?.shadowRoot;
  const focused = root?.activeElement;
  if (!root || !focused) return null;
  const name = `${focused.localName}.${focused.className} "${focused.textContent.slice(0, 40)}"`;
  const isRinged = (element: Element | null) => {
    if (!element) return false;
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2;
  };
  if (!isRinged(focused) && !isRinged(focused.parentElement)) return `the focus does not show on ${name}`;
  const { top, bottom, left, width } = focused.getBoundingClientRect();
  if (bottom < 0 || top > innerHeight) return `the focus is out of sight on ${name}`;
  const above = root.elementFromPoint(
    left + width / 2,
    (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2,
  );
  const bar = above?.closest('.gfc-save');
  return bar && !bar.contains(focused) ? `the save bar hides the focus on ${name}` : null;
}

/** Runs in the page. */
function focusedName(): string | null {
  const focused = document.querySelector('gf-crm-settings')?.shadowRoot?.activeElement;
  return focused ? focused.textContent.trim() || focused.localName : null;
}
