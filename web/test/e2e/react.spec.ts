import type { Page } from '@playwright/test';
import { CATALOGUES } from '../../src/i18n/catalogues.ts';
import { expect, test } from './fixtures.ts';
import { buildReactPage } from './support/build-react-page.ts';
import type { Harness } from './support/harness.ts';
import { putHostPage } from './support/host-page.ts';
import { createPanelUser } from './support/panel-user.ts';

const { de, en } = CATALOGUES;

test.use({ language: 'en' });

/** A host that renders in strict mode and passes new functions and objects each time. */
const HOST = `
  import { CrmSettings } from '@goodfunds/crm-settings-panel';
  import { StrictMode, useState } from 'react';

  const reported = [];

  export function Host() {
    const [locale, setLocale] = useState('en');
    const [renders, setRenders] = useState(0);
    const [isShown, setShown] = useState(true);
    return (
      <StrictMode>
        <button onClick={() => setLocale('de')}>Switch to German</button>
        <button onClick={() => setRenders(renders + 1)}>Render again</button>
        <button onClick={() => setShown(!isShown)}>Show or hide</button>
        {isShown && (
          <CrmSettings
            apiUrl="SERVICE"
            locale={locale}
            appearance={{ theme: locale === 'de' ? 'dark' : 'light' }}
            texts={locale === 'de' ? GERMAN_TEXTS : undefined}
            getToken={async () => (await fetch('/crm-token', { method: 'POST' })).text()}
            onEvent={({ type }) => {
              reported.push(type);
              document.documentElement.dataset.reported = reported.join();
              setRenders(reported.length);
            }}
          />
        )}
      </StrictMode>
    );
  }

  const GERMAN_TEXTS = { 'sync.start': 'Los geht’s' };
`;

/** Opens a page of another origin than the service's, which renders the component of a module. */
async function openReactHost(page: Page, { site, otherSite }: Harness, module: string): Promise<void> {
  const service = site.origin;
  const scripts = await buildReactPage(module.replaceAll('SERVICE', service), 'Host');
  putHostPage(otherSite, { service, body: REACT_ROOT, loadsPanel: false });
  for (const [path, body] of scripts) otherSite.put(path, { type: 'text/javascript', body });
  await page.goto(otherSite.origin);
}

const REACT_ROOT = '<div id="root"></div><script type="module" src="/page.js"></script>';

test('props change while the panel is open, in strict mode, and each event is reported once', async ({
  page,
  user,
  account,
  host,
  harness,
}) => {
  await account.setUpAndSync();
  await openReactHost(page, harness, HOST);
  await expect(user.heading(en.sync.history.title)).toBeVisible();
  await user.goTo('mapping');

  await page.getByRole('button', { name: 'Switch to German' }).click();
  const german = createPanelUser(page, 'de');
  await expect(german.heading(de.mapping.title)).toBeVisible();
  await german.goTo('sync');
  await expect(german.button('Los geht’s')).toBeVisible();
  await expect(page.locator('.gfc')).toHaveCSS('color-scheme', 'dark');
  await expect(page.locator('html')).toHaveAttribute('data-reported', 'ready');

  await page.getByRole('button', { name: 'Show or hide' }).click();
  await expect(page.locator('.gfc')).toHaveCount(0);
  await page.getByRole('button', { name: 'Show or hide' }).click();
  await expect(german.button('Los geht’s')).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('data-reported', 'ready,ready');
  expect(host.complaints).toEqual([]);
});

test('a host that renders again after a failure is not asked for another token', async ({
  page,
  harness,
}) => {
  harness.otherSite.giveToken(async () => await Promise.reject(new Error('signed out')));
  await openReactHost(page, harness, HOST);
  await expect(page.getByText(String(en.errors.NO_TOKEN.title)).first()).toBeVisible();
  await expect(page.getByRole('button', { name: en.common.retry }).first()).toBeVisible();
  const before = harness.otherSite.tokensGiven();
  for (let render = 0; render < 5; render += 1)
    await page.getByRole('button', { name: 'Render again' }).click();
  expect(harness.otherSite.tokensGiven()).toBe(before);
});

test('a panel that fails to render, and a callback that throws, leave the host’s page in place', async ({
  page,
  user,
  account,
  host,
  harness,
}) => {
  await account.setUpAndSync();
  const throwing = HOST.replace('setRenders(reported.length);', "throw new Error('host callback');");
  await page.route('**/trpc/config.list', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.text()).replace('"health":{', '"other":{') });
  });
  await openReactHost(page, harness, throwing);
  await expect(page.getByText(String(en.errors.PANEL_FAILED.title))).toBeVisible();
  await expect(page.getByRole('button', { name: 'Render again' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('data-reported', 'error');

  await page.unroute('**/trpc/config.list');
  await page.getByRole('button', { name: en.common.retry }).click();
  await expect(user.heading(en.sync.history.title)).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('data-reported', 'error,ready');
  expect(host.complaints).toContain('host callback');
});
