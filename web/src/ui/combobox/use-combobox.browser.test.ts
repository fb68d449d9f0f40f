import type { Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import { addManyAttributes } from '../../../test/harness/many-attributes.ts';
import { type HouseOptions, openPanelHouse } from '../../../test/harness/panel-house.ts';
import { createPanelUser } from '../../../test/harness/panel-user.ts';
import { testBrowser } from '../../../test/harness/test-browser.ts';

const browser = testBrowser();

/** The search for an attribute, opened at a field without a suggestion. */
async function openSearch(options: HouseOptions, attributes = 0) {
  await using opened = new AsyncDisposableStack();
  const house = opened.use(await openPanelHouse(browser(), options));
  addManyAttributes(house.demo.emulator, attributes);
  const user = createPanelUser(house.page, options.language);
  await user.toMapping(house.demo.credentials);
  await user.openField('title');
  const running = opened.move();
  return {
    page: house.page,
    user,
    input: user.attributeSearch,
    list: house.page.getByRole('listbox'),
    [Symbol.asyncDispose]: async () => await running.disposeAsync(),
  };
}

const active = async (input: Locator) => await input.getAttribute('aria-activedescendant');
const isOpen = async (input: Locator) => (await input.getAttribute('aria-expanded')) === 'true';
/** Where the option that is highlighted lies, seen from the list's upper edge. */
const placeOfHighlight = async (list: Locator) => {
  const [outer, inner] = [
    await list.boundingBox(),
    await list.locator('[aria-selected="true"]').boundingBox(),
  ];
  if (!outer || !inner) throw new Error('nothing is highlighted');
  return { top: inner.y - outer.y, bottom: outer.height - (inner.y + inner.height - outer.y) };
};

test('keys do in the search what they do in every combobox, and Tab commits nothing', async () => {
  await using search = await openSearch({ language: 'de' });
  const { page, input, list } = search;
  expect(await isOpen(input)).toBe(false);
  await page.keyboard.press('Alt+ArrowDown');
  expect([await isOpen(input), await active(input)]).toEqual([true, null]);
  await page.keyboard.press('PageDown');
  await page.keyboard.press('ArrowUp');
  expect(await active(input)).not.toBeNull();
  await page.keyboard.press('Alt+ArrowUp');
  expect([await isOpen(input), await active(input)]).toEqual([false, null]);

  await page.keyboard.type('name');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Home');
  expect(await active(input)).toBeNull();
  await page.keyboard.type('Vor');
  expect(await input.inputValue()).toBe('Vorname');
  await page.keyboard.press('Escape');
  expect([await isOpen(input), await input.inputValue()]).toEqual([false, 'Vorname']);
  await page.keyboard.press('Escape');
  expect(await input.inputValue()).toBe('');

  await page.keyboard.type('gender');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  await list.waitFor({ state: 'hidden' });
  const focused = page.locator('gf-crm-settings').locator(':focus');
  expect(await focused.textContent()).toBe(search.user.texts.common.cancel);
  await page.keyboard.press('Shift+Tab');
  expect(await input.inputValue()).toBe('');
});

test('an option that cannot be chosen is reached by keys, and Enter leaves everything as it was', async () => {
  await using search = await openSearch({ language: 'en' });
  const { page, input, list } = search;
  await page.keyboard.type('fullname');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const option = list.locator('[aria-selected="true"]');
  expect(await option.getAttribute('aria-disabled')).toBe('true');
  expect([await isOpen(input), await input.inputValue()]).toEqual([true, 'fullname']);
  const spoken = page.locator('output').filter({ hasText: search.user.texts.mapping.unmappable.READ_ONLY });
  await spoken.waitFor({ state: 'attached' });
});

test('a thousand attributes are all there, though only those around the visible ones are drawn', async () => {
  await using search = await openSearch({ language: 'de', direction: 'rtl' }, 1_000);
  const { page, input, list, user } = search;
  const scrolledTo = async () => await page.evaluate(() => globalThis.scrollY);
  await page.keyboard.press('ArrowDown');
  const before = await scrolledTo();
  const total = Number(await user.attributes.first().getAttribute('aria-setsize'));
  expect(total).toBeGreaterThan(1_000);
  expect(await user.attributes.count()).toBeLessThan(100);
  for (let step = 0; step < 5; step += 1) await page.keyboard.press('PageDown');
  expect(await list.locator('[aria-selected="true"]').getAttribute('aria-posinset')).toBe('41');
  expect((await placeOfHighlight(list)).top).toBeGreaterThanOrEqual(0);
  expect((await placeOfHighlight(list)).bottom).toBeGreaterThanOrEqual(0);

  await page.keyboard.press('Alt+ArrowUp');
  await page.keyboard.press('ArrowUp');
  expect(await list.locator('[aria-selected="true"]').getAttribute('aria-posinset')).toBe(String(total));
  for (let step = 0; step < 5; step += 1) await page.keyboard.press('PageUp');
  expect((await placeOfHighlight(list)).top).toBeGreaterThanOrEqual(0);
  expect(await user.attributes.count()).toBeLessThan(200);
  expect(await scrolledTo()).toBe(before);

  await page.keyboard.press('Alt+ArrowUp');
  await page.keyboard.press('Alt+ArrowDown');
  await list.hover();
  const further = list.locator('[aria-posinset="150"]');
  await expect
    .poll(
      async () => {
        await page.mouse.wheel(0, 4_000);
        return await further.count();
      },
      { timeout: 20_000 },
    )
    .toBeGreaterThan(0);
  expect(await isOpen(input)).toBe(true);
});

test('who scrolls up towards options that are not drawn yet goes on where they were', async () => {
  await using search = await openSearch({ language: 'de' }, 200);
  const { page, list } = search;
  await page.keyboard.press('ArrowUp');
  await list.hover();
  const topmost = async () =>
    await list.evaluate((element) => {
      const edge = element.getBoundingClientRect().top;
      const visible = [...element.children].find((option) => option.getBoundingClientRect().bottom > edge);
      return Number(visible?.getAttribute('aria-posinset'));
    });
  const drawn = async () => Number(await list.getByRole('option').first().getAttribute('aria-posinset'));
  const [start, first] = [await topmost(), await drawn()];
  let before = start;
  for (let turn = 0; turn < 40 && (await drawn()) === first; turn += 1) {
    before = await topmost();
    await page.mouse.wheel(0, -60);
    await expect.poll(topmost).toBeLessThanOrEqual(before);
    await page.evaluate(AFTER_A_FRAME);
  }
  expect(await drawn()).toBeLessThan(first);
  expect(before - (await topmost())).toBeLessThan(6);
});

const AFTER_A_FRAME = 'new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))';

test('the list opens above the input where there is no room below, and so stays within the window', async () => {
  await using search = await openSearch({ language: 'en' });
  const { page, input, list } = search;
  await page.setViewportSize({ width: 1180, height: 640 });
  const listAt = async (block: 'start' | 'end') => {
    await input.evaluate((element, at) => element.scrollIntoView({ block: at }), block);
    await page.keyboard.press('Alt+ArrowDown');
    const [at, box] = [await input.boundingBox(), await list.boundingBox()];
    await page.keyboard.press('Escape');
    if (!at || !box) throw new Error('the list is not to be seen');
    expect([box.y >= 0, box.y + box.height <= 640]).toEqual([true, true]);
    return box.y < at.y ? 'above' : 'below';
  };
  expect([await listAt('end'), await listAt('start')]).toEqual(['above', 'below']);
});

test('how many were found is told once the person rests, not at every key', async () => {
  await using search = await openSearch({ language: 'en' });
  const { page, user } = search;
  await page.clock.install();
  await page.clock.pauseAt(new Date(Date.now() + 60_000));
  await page.keyboard.type('address');
  await user.attributes.first().waitFor();
  const counted = page.locator('output').filter({ hasText: /found$/ });
  expect(await counted.count()).toBe(0);
  // On a slow machine the wait may begin a little after the list is there.
  const countedAfterAWhile = async () => {
    await page.clock.runFor(500);
    return await counted.count();
  };
  await expect.poll(countedAfterAWhile, { timeout: 20_000 }).toBe(1);
  const count = Number(await user.attributes.first().getAttribute('aria-setsize'));
  expect(await counted.textContent()).toBe(user.texts.mapping.results(count));
});

test('a pointer at rest takes no highlight from the keys that scroll the list below it', async () => {
  await using search = await openSearch({ language: 'de' });
  const { page, list, user } = search;
  await page.keyboard.press('ArrowDown');
  const box = await user.attributes.nth(1).boundingBox();
  if (!box) throw new Error('the second option is not to be seen');
  const rest = [box.x + 20, box.y + 10] as const;
  await page.mouse.move(...rest);
  expect(await list.locator('[aria-selected="true"]').getAttribute('aria-posinset')).toBe('2');
  for (let step = 2; step < 20; step += 1) await page.keyboard.press('ArrowDown');
  // As browsers tell it that make the pointer move when what is below it has moved.
  await page.mouse.move(...rest);
  expect(await list.locator('[aria-selected="true"]').getAttribute('aria-posinset')).toBe('20');
});

test('keys that compose a character leave the list alone', async () => {
  await using search = await openSearch({ language: 'en' });
  const { page, input } = search;
  const devtools = await page.context().newCDPSession(page);
  await page.keyboard.type('gender');
  await page.keyboard.press('ArrowDown');
  const highlighted = await active(input);
  await devtools.send('Input.imeSetComposition', { text: 'code', selectionStart: 4, selectionEnd: 4 });
  await page.keyboard.press('ArrowDown');
  const composing = await active(input);
  await page.keyboard.press('Enter');
  expect(highlighted).not.toBeNull();
  expect(composing).toBeNull();
  expect([await isOpen(input), await input.inputValue()]).toEqual([true, 'gendercode']);
});

test('a finger opens the list, scrolls it, and chooses', async () => {
  await using search = await openSearch({ language: 'de', touch: true });
  const { page, input, list, user } = search;
  await user.button(user.texts.mapping.showAll).tap();
  await list.waitFor();
  const focused = page.locator('gf-crm-settings').locator(':focus');
  expect(await focused.getAttribute('role')).toBe('combobox');
  await input.fill('gendercode');
  await user.attributes.first().tap();
  await user.button(user.texts.mapping.values.add).waitFor();
  expect(await list.isVisible()).toBe(false);
});
