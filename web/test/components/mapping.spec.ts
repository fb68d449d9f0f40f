import type { Page } from '@playwright/test';
import { crmField } from '../../../shared/src/testing/crm-field.ts';
import { discoveredFields, REQUIRED_ROW } from './data.ts';
import { expect, test } from './fixtures.ts';

const firstName = crmField({ attribute: 'firstname', label: 'First Name', maxLength: 50 });
const gender = crmField({
  attribute: 'gendercode',
  label: 'Gender',
  type: 'ENUM',
  options: [
    { value: 1, label: 'Male', labels: {} },
    { value: 2, label: 'Female', labels: {} },
  ],
});
const mapped = { ...REQUIRED_ROW, firstname: { field: 'firstName' } };
const row = (page: Page, field: string) => page.locator(`li[data-field="${field}"]`);

test('the row that identifies the person cannot be changed', async ({ page, render, texts }) => {
  await render({ component: 'mapping', fields: discoveredFields(), mapping: REQUIRED_ROW });
  await expect(row(page, 'email')).toContainText(texts.mapping.fixed);
  await expect(row(page, 'email').getByRole('button')).toHaveCount(0);
});

test('opening a row focuses its search, and closing it focuses its button again', async ({
  page,
  render,
  texts,
}) => {
  await render({ component: 'mapping', fields: discoveredFields(firstName), mapping: mapped });
  const change = row(page, 'firstName').getByRole('button', {
    name: texts.mapping.changeField(texts.mapping.contactFields.firstName, 'First Name'),
  });
  await change.click();
  await expect(page.getByRole('combobox', { name: texts.mapping.target('Dynamics') })).toBeFocused();
  await page.getByRole('button', { name: texts.mapping.done }).click();
  await expect(change).toBeFocused();
});

test('removing a row focuses the button that maps its field again', async ({ page, render, texts }) => {
  const { mapping } = texts;
  await render({ component: 'mapping', fields: discoveredFields(firstName), mapping: mapped });
  await row(page, 'firstName').getByRole('button').click();
  await page.getByRole('button', { name: mapping.removeRow }).click();
  await expect(
    page.getByRole('button', { name: mapping.assignField(mapping.contactFields.firstName) }),
  ).toBeFocused();
});

test('each keystroke in a translation line changes the mapping', async ({ page, render, calls, texts }) => {
  const { values } = texts.mapping;
  await render({
    component: 'mapping',
    fields: discoveredFields(gender),
    mapping: { ...REQUIRED_ROW, gendercode: { field: 'title' } },
  });
  await row(page, 'title').getByRole('button').click();
  await page.getByRole('button', { name: values.add }).click();
  const from = page.getByLabel(values.from, { exact: true });
  await expect(from).toBeFocused();
  await from.pressSequentially('Ms');
  await expect(from).toHaveValue('Ms');
  await expect(page.getByText(values.missing)).toBeVisible();
  await page.getByLabel(`Ms: ${values.to('Dynamics')}`).selectOption('Female');
  await from.press('.');
  expect((await calls()).at(-1)).toEqual([
    'change',
    { mapping: { ...REQUIRED_ROW, gendercode: { field: 'title', values: { 'Ms.': 2 } } } },
  ]);
  await page.getByRole('button', { name: texts.mapping.done }).click();
  await expect(row(page, 'title')).toContainText(values.count(1));
});

test('an accepted suggestion becomes a row that has the focus', async ({ page, render, texts }) => {
  const { suggestions, contactFields, changeField } = texts.mapping;
  await render({
    component: 'mapping',
    fields: discoveredFields(firstName),
    mapping: REQUIRED_ROW,
    suggested: [{ attribute: 'firstname', field: 'firstName', score: 1, reason: 'STANDARD' }],
  });
  await expect(row(page, 'firstName')).toContainText(texts.mapping.suggestionReasons.STANDARD);
  await row(page, 'firstName').getByRole('button', { name: suggestions.accept }).click();
  await expect(
    page.getByRole('button', { name: changeField(contactFields.firstName, 'First Name') }),
  ).toBeFocused();
  await expect(page.getByText(suggestions.accepted(1))).toBeAttached();
});

test('a row without its attribute prevents continuing and gets the focus with its reason', async ({
  page,
  render,
  calls,
  texts,
}) => {
  const { problems } = texts.mapping;
  await render({ component: 'mapping', fields: discoveredFields(), mapping: mapped });
  await page.getByRole('button', { name: texts.mapping.continue }).click();
  expect((await calls()).some((call) => JSON.stringify(call) === '["continue"]')).toBe(false);
  await expect(page.locator(':focus')).toContainText(problems.blockingText);
  await page
    .getByRole('button', { name: problems.toRowOf(`${texts.mapping.contactFields.firstName} → firstname`) })
    .click();
  await expect(page.getByRole('combobox', { name: texts.mapping.target('Dynamics') })).toHaveValue(
    'firstname',
  );
});
