import type { Page } from 'playwright-core';
import type { Drawing } from './draw.ts';

type Values = Readonly<Record<string, string>>;

/** Example values for the picture of the form. */
const EXAMPLE: Values = {
  tenantId: '7f3c1a52-4b8e-4c06-9d21-3e5a9b0c4d17',
  clientId: 'c2d9e8f4-15a7-4e3b-8f60-a1b2c3d4e5f6',
  clientSecret: 'an example of a secret value',
  environmentUrl: 'https://deinname.crm4.dynamics.com',
};

/** The account that has nothing yet, from the form to the preview. */
export async function drawSettingUp({ page, panel, texts, draw }: Drawing): Promise<void> {
  const { credentials, mapping, strategy, overview } = texts;
  const button = (name: string) => panel.getByRole('button', { name, exact: true });
  const fill = async (given: Values) => {
    for (const name of Object.keys(EXAMPLE)) {
      const value = given[name];
      if (value !== undefined) await panel.locator(`input[name="${name}"]`).fill(value);
    }
  };

  await button(overview.connect('Microsoft Dynamics 365')).click();
  await fill(EXAMPLE);
  await panel.locator('input[name="environmentUrl"]').blur();
  await draw(panel, 'credentials');

  const values = await valuesOf(page);
  await fill({ ...values, clientSecret: String(EXAMPLE['clientSecret']) });
  await button(credentials.test).click();
  await panel.getByRole('heading', { name: credentials.testResult.down }).waitFor();
  await draw(panel.getByRole('region', { name: credentials.testResult.title }), 'test-failed');

  await fill(values);
  await button(credentials.testAgain).click();
  await panel.getByRole('heading', { name: credentials.testResult.up }).waitFor();
  await button(credentials.saveAndContinue).click();
  await button(mapping.suggestions.acceptAll).waitFor();
  await draw(panel, 'suggestions');

  await button(mapping.suggestions.acceptAll).click();
  await button(mapping.continue).click();
  await panel.getByRole('heading', { name: strategy.special.title }).waitFor();
  await draw(panel, 'rules');

  await button(strategy.preview.show).click();
  const preview = panel.getByRole('region', { name: strategy.preview.title });
  const created = preview.getByRole('listitem').filter({ hasText: strategy.preview.outcome.CREATED });
  await created.first().click();
  await preview.getByRole('table').first().waitFor();
  await draw(preview, 'preview');
}

/** The credentials of the demo's CRM, as its page shows them. */
async function valuesOf(page: Page): Promise<Values> {
  const list = page.locator('#values');
  await list.locator('dd').first().waitFor();
  const [names, values] = [list.locator('dt'), list.locator('dd')];
  const texts = await values.allTextContents();
  return Object.fromEntries((await names.allTextContents()).map((name, index) => [name, texts[index] ?? '']));
}
