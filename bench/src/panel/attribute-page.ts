import { microsoftDynamicsDescriptor } from '@goodfunds/shared';
import type { Browser, Locator, Page } from 'playwright-core';
import { type Demo, startDemo } from '../../../demo/src/demo.ts';
import { DEMO_ACCOUNTS } from '../../../demo/src/demo-keys.ts';
import { type Client, connect, setUpIntegration } from '../../../demo/src/first-sync.ts';
import { integrationEn } from '../../../web/src/i18n/en/integration.ts';
import { mappingEn } from '../../../web/src/i18n/en/mapping.ts';

export type AttributePage = AsyncDisposable & { readonly page: Page; readonly search: Locator };

/** The panel with an open attribute search, on a contact table with the given number of attributes. */
export async function openAttributePage(browser: Browser, attributes: number): Promise<AttributePage> {
  await using opened = new AsyncDisposableStack();
  const demo = opened.use(await startDemo({ port: 0 }));
  const user = connect(demo.url, await demo.keys.signToken(DEMO_ACCOUNTS.ready));
  await widenTable(demo, user, attributes);

  const context = await browser.newContext({ viewport: { width: 1180, height: 900 }, locale: 'en' });
  opened.defer(async () => await context.close());
  const page = await context.newPage();
  await page.goto(`${demo.url}/?account=${DEMO_ACCOUNTS.ready}&locale=en`);
  const steps = page.getByRole('navigation', { name: integrationEn.steps });
  await steps.getByRole('button', { name: mappingEn.step }).click();
  const { title } = mappingEn.contactFields;
  await page.getByRole('button', { name: mappingEn.assignField(title), exact: true }).click();
  const search = page.getByRole('combobox', {
    name: mappingEn.target(microsoftDynamicsDescriptor.shortName),
  });
  await search.waitFor();
  const running = opened.move();
  return { page, search, [Symbol.asyncDispose]: async () => await running.disposeAsync() };
}

/** Removes unneeded attributes or adds custom ones until the table has the given number. */
async function widenTable({ emulator, credentials }: Demo, user: Client, attributes: number): Promise<void> {
  const { id: integrationId, mapping } = await setUpIntegration(user, credentials);
  const { crmFields } = await user.discovery.fields.query({ integrationId });
  const removable = crmFields.filter(
    ({ attribute, mappable, required }) =>
      mappable && required === 'NONE' && !Object.hasOwn(mapping, attribute),
  );
  for (const { attribute } of removable.slice(0, Math.max(0, crmFields.length - attributes))) {
    emulator.removeAttribute(attribute);
  }
  for (let number = crmFields.length + 1; number <= attributes; number += 1) {
    emulator.addAttribute({
      type: 'String',
      schemaName: `new_Extra${number}`,
      label: { en: `Extra ${number}`, de: `Zusatz ${number}` },
      description: { en: `Custom attribute for purpose ${number}` },
    });
  }
  const found = await user.discovery.fields.query({ integrationId, refresh: true });
  if (found.crmFields.length !== attributes) {
    throw new Error(`${found.crmFields.length} attributes were found instead of ${attributes}`);
  }
}
