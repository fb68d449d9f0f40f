import type { Locator } from '@playwright/test';
import { test as base, expect } from './fixtures.ts';
import { addManyAttributes } from './support/many-attributes.ts';

type Search = { input: Locator; list: Locator };

/** Tests that begin with the search for an attribute, opened at a field without a suggestion. */
const test = base.extend<{ extraAttributes: number; search: Search }>({
  extraAttributes: [0, { option: true }],
  search: async ({ page, user, account, emulator, host, extraAttributes }, provide) => {
    addManyAttributes(emulator, extraAttributes);
    await account.connect();
    await host.open();
    await user.openField('title');
    await provide({ input: user.attributeSearch, list: page.getByRole('listbox') });
  },
});

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

test('keys work as in every combobox, and Tab commits nothing', async ({
  page,
  user,
  search: { input, list },
}) => {
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
  await expect(input).toHaveValue('Vorname');
  await page.keyboard.press('Escape');
  expect([await isOpen(input), await input.inputValue()]).toEqual([false, 'Vorname']);
  await page.keyboard.press('Escape');
  await expect(input).toHaveValue('');

  await page.keyboard.type('gender');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  await expect(list).toBeHidden();
  const focused = page.locator('gf-crm-settings').locator(':focus');
  await expect(focused).toHaveText(user.texts.common.cancel);
  await page.keyboard.press('Shift+Tab');
  await expect(input).toHaveValue('');
});

test('an option that cannot be chosen can be reached by keys, and Enter changes nothing', async ({
  page,
  user,
  search: { input, list },
}) => {
  await page.keyboard.type('fullname');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const option = list.locator('[aria-selected="true"]');
  await expect(option).toHaveAttribute('aria-disabled', 'true');
  expect([await isOpen(input), await input.inputValue()]).toEqual([true, 'fullname']);
  const announcement = page.locator('output').filter({ hasText: user.texts.mapping.unmappable.READ_ONLY });
  await expect(announcement).toBeAttached();
});

test.describe('with a thousand more attributes, from right to left', () => {
  test.use({ extraAttributes: 1_000, direction: 'rtl' });

  test('all attributes are there, though only those near the visible ones are rendered', async ({
    page,
    user,
    search: { input, list },
  }) => {
    const scrolledTo = async () => await page.evaluate(() => globalThis.scrollY);
    await page.keyboard.press('ArrowDown');
    const before = await scrolledTo();
    const total = Number(await user.attributes.first().getAttribute('aria-setsize'));
    expect(total).toBeGreaterThan(1_000);
    expect(await user.attributes.count()).toBeLessThan(100);
    for (let step = 0; step < 5; step += 1) await page.keyboard.press('PageDown');
    await expect(list.locator('[aria-selected="true"]')).toHaveAttribute('aria-posinset', '41');
    expect((await placeOfHighlight(list)).top).toBeGreaterThanOrEqual(0);
    expect((await placeOfHighlight(list)).bottom).toBeGreaterThanOrEqual(0);

    await page.keyboard.press('Alt+ArrowUp');
    await page.keyboard.press('ArrowUp');
    await expect(list.locator('[aria-selected="true"]')).toHaveAttribute('aria-posinset', String(total));
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
});

test.describe('with two hundred more attributes', () => {
  test.use({ extraAttributes: 200 });

  test('scrolling up to options that are not rendered yet keeps the position', async ({
    page,
    search: { list },
  }) => {
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
});

const AFTER_A_FRAME = 'new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))';

test('the list opens above the input where there is no room below, and stays within the window', async ({
  page,
  search: { input, list },
}) => {
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

test.describe('in English', () => {
  test.use({ language: 'en' });

  test('the number of results is announced once typing pauses, not at every key', async ({
    page,
    user,
    search: _opened,
  }) => {
    await page.clock.install();
    await page.clock.pauseAt(new Date(Date.now() + 60_000));
    await page.keyboard.type('address');
    await expect(user.attributes.first()).toBeVisible();
    const counted = page.locator('output').filter({ hasText: /found$/ });
    await expect(counted).toHaveCount(0);
    // On a slow machine the wait may begin a little after the list is there.
    const countedAfterAWhile = async () => {
      await page.clock.runFor(500);
      return await counted.count();
    };
    await expect.poll(countedAfterAWhile, { timeout: 20_000 }).toBe(1);
    const count = Number(await user.attributes.first().getAttribute('aria-setsize'));
    await expect(counted).toHaveText(user.texts.mapping.results(count));
  });
});

test('a pointer at rest does not take the highlight from keys that scroll the list below it', async ({
  page,
  user,
  search: { list },
}) => {
  await page.keyboard.press('ArrowDown');
  const box = await user.attributes.nth(1).boundingBox();
  if (!box) throw new Error('the second option is not to be seen');
  const rest = [box.x + 20, box.y + 10] as const;
  await page.mouse.move(...rest);
  await expect(list.locator('[aria-selected="true"]')).toHaveAttribute('aria-posinset', '2');
  for (let step = 2; step < 20; step += 1) await page.keyboard.press('ArrowDown');
  // As browsers tell it that make the pointer move when what is below it has moved.
  await page.mouse.move(...rest);
  await expect(list.locator('[aria-selected="true"]')).toHaveAttribute('aria-posinset', '20');
});

test('keys that compose a character do not act on the list', { tag: '@chromium' }, async ({
  page,
  search: { input },
}) => {
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

test.describe('on a touch screen', () => {
  test.use({ hasTouch: true });

  test('taps open the list and choose', async ({ page, user, search: { input, list } }) => {
    await user.button(user.texts.mapping.showAll).tap();
    await expect(list).toBeVisible();
    const focused = page.locator('gf-crm-settings').locator(':focus');
    await expect(focused).toHaveAttribute('role', 'combobox');
    await input.fill('gendercode');
    await user.attributes.first().tap();
    await expect(user.button(user.texts.mapping.values.add)).toBeVisible();
    await expect(list).toBeHidden();
  });
});
