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

const isOpen = async (input: Locator) => (await input.getAttribute('aria-expanded')) === 'true';
/** The position of the highlighted option, from the top of the list. */
const placeOfHighlight = async (list: Locator) => {
  const [outer, inner] = [
    await list.boundingBox(),
    await list.locator('[aria-selected="true"]').boundingBox(),
  ];
  if (!outer || !inner) throw new Error('nothing is highlighted');
  return { top: inner.y - outer.y, bottom: outer.height - (inner.y + inner.height - outer.y) };
};

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
