import type { CDPSession, Locator, Page } from '@playwright/test';
import { crmField } from '../../../shared/src/testing/crm-field.ts';
import { discoveredFields, manyFields, REQUIRED_ROW } from './data.ts';
import { expect, test } from './fixtures.ts';

const fields = [
  crmField({ attribute: 'firstname', label: 'First Name' }),
  crmField({ attribute: 'nickname', label: 'Nickname', description: 'What friends call the person' }),
  crmField({ attribute: 'gendercode', label: 'Gender', type: 'STRING' }),
  crmField({ attribute: 'fullname', label: 'Full Name', mappable: false, unmappableReason: 'READ_ONLY' }),
  ...manyFields(20),
];

const search = (page: Page) => page.getByRole('combobox');
const list = (page: Page) => page.getByRole('listbox');
const options = (page: Page) => list(page).getByRole('option');
const highlighted = (page: Page) => list(page).locator('[aria-selected="true"]');

/** How far the highlight is inside the list at both edges. */
async function insideOf(outer: Locator, inner: Locator) {
  const [list, option] = [await outer.boundingBox(), await inner.boundingBox()];
  if (!list || !option) throw new Error('nothing is highlighted');
  return { top: option.y - list.y, bottom: list.y + list.height - (option.y + option.height) };
}

test.beforeEach(async ({ render }) => {
  await render({ component: 'combobox', fields: discoveredFields(...fields), mapping: REQUIRED_ROW });
});

test('the keys of the ARIA combobox work, and Tab chooses nothing', async ({ page }) => {
  const input = search(page);
  await expect(input).toBeFocused();
  await expect(input).toHaveAttribute('aria-expanded', 'false');
  await input.press('Alt+ArrowDown');
  await expect(input).toHaveAttribute('aria-expanded', 'true');
  await expect(highlighted(page)).toHaveCount(0);
  await input.press('PageDown');
  await input.press('ArrowUp');
  await expect(highlighted(page)).toHaveCount(1);
  await input.press('Alt+ArrowUp');
  await expect(input).toHaveAttribute('aria-expanded', 'false');

  await page.keyboard.type('name');
  await input.press('ArrowDown');
  await input.press('Home');
  await expect(highlighted(page)).toHaveCount(0);
  await page.keyboard.type('First ');
  await expect(input).toHaveValue('First name');
  await input.press('Escape');
  await expect(input).toHaveAttribute('aria-expanded', 'false');
  await expect(input).toHaveValue('First name');
  await input.press('Escape');
  await expect(input).toHaveValue('');

  await page.keyboard.type('gender');
  await input.press('ArrowDown');
  await input.press('Tab');
  await expect(list(page)).toBeHidden();
  await expect(input).toHaveValue('');
});

test('Enter chooses the highlighted attribute, whose label stays in the input', async ({ page, texts }) => {
  await page.keyboard.type('gendercode');
  await search(page).press('ArrowDown');
  await search(page).press('Enter');
  await expect(search(page)).toHaveValue('Gender');
  await expect(list(page)).toBeHidden();
  await search(page).press('ArrowDown');
  await expect(highlighted(page)).toContainText(texts.mapping.chosen);
});

test('an attribute is found by label, logical name and description', async ({ page, texts }) => {
  for (const query of ['nick', 'Nickname', 'friends']) {
    await search(page).fill(query);
    await expect(options(page)).toHaveCount(1);
    await expect(options(page)).toContainText('nickname');
  }
  await search(page).fill('nothing like it');
  await expect(page.getByText(texts.mapping.noTarget('nothing like it'))).toBeVisible();
});

test('an attribute that cannot be mapped has its reason and cannot be chosen by key or pointer', async ({
  page,
  texts,
}) => {
  const reason = texts.mapping.unmappable.READ_ONLY;
  await page.keyboard.type('fullname');
  await search(page).press('ArrowDown');
  await search(page).press('Enter');
  await expect(highlighted(page)).toHaveAttribute('aria-disabled', 'true');
  await expect(highlighted(page)).toContainText(reason);
  await expect(page.locator('output').filter({ hasText: reason })).toBeAttached();
  await options(page).first().click({ force: true });
  await expect(search(page)).toHaveAttribute('aria-expanded', 'true');
  await expect(search(page)).toHaveValue('fullname');
});

test('an attribute of another row cannot be chosen', async ({ page, texts }) => {
  await search(page).fill('emailaddress1');
  await expect(options(page)).toContainText(texts.mapping.takenBy(texts.mapping.contactFields.email));
});

test('a thousand attributes are all reachable, though only those around the visible ones are rendered', async ({
  page,
  render,
}) => {
  const wide = discoveredFields(...manyFields(1_000));
  await render({ component: 'combobox', fields: wide, mapping: REQUIRED_ROW });
  const input = search(page);
  await input.press('ArrowDown');
  await expect(options(page).first()).toHaveAttribute('aria-setsize', '1001');
  expect(await options(page).count()).toBeLessThan(100);
  for (let step = 0; step < 5; step += 1) await input.press('PageDown');
  await expect(highlighted(page)).toHaveAttribute('aria-posinset', '41');
  const down = await insideOf(list(page), highlighted(page));
  expect(Math.min(down.top, down.bottom)).toBeGreaterThanOrEqual(0);

  await input.press('Alt+ArrowUp');
  await input.press('ArrowUp');
  await expect(highlighted(page)).toHaveAttribute('aria-posinset', '1001');
  for (let step = 0; step < 5; step += 1) await input.press('PageUp');
  const up = await insideOf(list(page), highlighted(page));
  expect(Math.min(up.top, up.bottom)).toBeGreaterThanOrEqual(0);
  expect(await options(page).count()).toBeLessThan(200);
});

test('scrolling renders the options that follow', async ({ page, render }) => {
  const wide = discoveredFields(...manyFields(1_000));
  await render({ component: 'combobox', fields: wide, mapping: REQUIRED_ROW });
  await search(page).press('Alt+ArrowDown');
  await list(page).hover();
  await expect(async () => {
    await page.mouse.wheel(0, 4_000);
    expect(await list(page).locator('[aria-posinset="150"]').count()).toBe(1);
  }).toPass({ timeout: 20_000 });
  await expect(search(page)).toHaveAttribute('aria-expanded', 'true');
});

test('the count of matches is announced once the person pauses, not at every key', async ({
  page,
  texts,
}) => {
  await page.clock.install();
  await page.clock.pauseAt(new Date(Date.now() + 60_000));
  const announced = page.locator('output').filter({ hasText: texts.mapping.results(20) });
  await page.keyboard.type('extra');
  await expect(options(page).first()).toBeVisible();
  await expect(announced).toHaveCount(0);
  await expect(async () => {
    await page.clock.runFor(500);
    await expect(announced).toHaveCount(1, { timeout: 100 });
  }).toPass({ timeout: 20_000 });
});

test('a pointer at rest does not take the highlight from the keys', async ({ page }) => {
  await search(page).press('ArrowDown');
  const box = await options(page).nth(1).boundingBox();
  if (!box) throw new Error('the second option is not visible');
  const rest = [box.x + 20, box.y + 10] as const;
  await page.mouse.move(...rest);
  await expect(highlighted(page)).toHaveAttribute('aria-posinset', '2');
  for (let step = 2; step < 20; step += 1) await search(page).press('ArrowDown');
  // Browsers report a move when the list scrolls below the pointer.
  await page.mouse.move(...rest);
  await expect(highlighted(page)).toHaveAttribute('aria-posinset', '20');
});

test('keys that compose a character do not reach the list @chromium', async ({ page }) => {
  const devtools: CDPSession = await page.context().newCDPSession(page);
  await page.keyboard.type('gender');
  await search(page).press('ArrowDown');
  await expect(highlighted(page)).toHaveCount(1);
  await devtools.send('Input.imeSetComposition', { text: 'code', selectionStart: 4, selectionEnd: 4 });
  await search(page).press('ArrowDown');
  await expect(highlighted(page)).toHaveCount(0);
  await search(page).press('Enter');
  await expect(search(page)).toHaveAttribute('aria-expanded', 'true');
  await expect(search(page)).toHaveValue('gendercode');
});

test('the badges of a highlighted attribute have no background', async ({ page }) => {
  await search(page).press('ArrowDown');
  await expect(highlighted(page).locator('.gfc-badge').first()).toHaveCSS(
    'background-color',
    'rgba(0, 0, 0, 0)',
  );
});

test('the button opens the list and moves the focus to the input', async ({ page, texts }) => {
  await search(page).blur();
  await page.getByRole('button', { name: texts.mapping.showAll }).click();
  await expect(list(page)).toBeVisible();
  await expect(search(page)).toBeFocused();
  await options(page).filter({ hasText: 'gendercode' }).click();
  await expect(search(page)).toHaveValue('Gender');
});

test('the list opens above the input where there is no space below', async ({ page }) => {
  await page.setViewportSize({ width: 1180, height: 640 });
  const boxes = async (paddingTop: string) => {
    await page.evaluate((value) => Object.assign(document.body.style, { paddingTop: value }), paddingTop);
    await search(page).press('Alt+ArrowDown');
    const [input, options] = [await search(page).boundingBox(), await list(page).boundingBox()];
    await search(page).press('Escape');
    if (!input || !options) throw new Error('the list is not visible');
    expect(options.y).toBeGreaterThanOrEqual(0);
    expect(options.y + options.height).toBeLessThanOrEqual(640);
    return { input: input.y, list: options.y };
  };
  const low = await boxes('480px');
  expect(low.list).toBeLessThan(low.input);
  const high = await boxes('0px');
  expect(high.list).toBeGreaterThan(high.input);
});

test('scrolling up to options that are not rendered yet keeps the visible ones in place', async ({
  page,
  render,
}) => {
  const wide = discoveredFields(...manyFields(200));
  await render({ component: 'combobox', fields: wide, mapping: REQUIRED_ROW });
  await search(page).press('ArrowUp');
  await list(page).hover();
  const topmost = async () =>
    await list(page).evaluate((element) => {
      const edge = element.getBoundingClientRect().top;
      const visible = [...element.children].find((option) => option.getBoundingClientRect().bottom > edge);
      return Number(visible?.getAttribute('aria-posinset'));
    });
  const firstRendered = async () => Number(await options(page).first().getAttribute('aria-posinset'));
  const first = await firstRendered();
  let before = await topmost();
  for (let step = 0; step < 40 && (await firstRendered()) === first; step += 1) {
    before = await topmost();
    await page.mouse.wheel(0, -60);
    await expect.poll(topmost).toBeLessThanOrEqual(before);
    await page.evaluate(afterTwoFrames);
  }
  expect(await firstRendered()).toBeLessThan(first);
  expect(before - (await topmost())).toBeLessThan(6);
});

/** Runs in the page. */
async function afterTwoFrames(): Promise<void> {
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
}

test.describe('on a touch screen', () => {
  test.use({ hasTouch: true });

  test('a tap opens the list and chooses', async ({ page, texts }) => {
    await search(page).blur();
    await page.getByRole('button', { name: texts.mapping.showAll }).tap();
    await expect(list(page)).toBeVisible();
    await expect(search(page)).toBeFocused();
    await search(page).fill('gendercode');
    await options(page).first().tap();
    await expect(search(page)).toHaveValue('Gender');
    await expect(list(page)).toBeHidden();
  });
});
