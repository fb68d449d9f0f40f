import { expect, test } from 'vitest';
import { buildReactPage } from '../../test/harness/build-react-page.ts';
import { openForeignHouse } from '../../test/harness/foreign-house.ts';
import { createPanelUser } from '../../test/harness/panel-user.ts';
import { testBrowser } from '../../test/harness/test-browser.ts';
import { CATALOGUES } from '../i18n/catalogues.ts';

const browser = testBrowser();
const { de, en } = CATALOGUES;

/** A host that draws in strict mode and hands in new functions and objects each time. */
const HOST = `
  import { CrmSettings } from '@goodfunds/crm-settings-panel';
  import { StrictMode, useState } from 'react';

  const told = [];

  export function Host() {
    const [locale, setLocale] = useState('en');
    const [draws, setDraws] = useState(0);
    const [isShown, setShown] = useState(true);
    return (
      <StrictMode>
        <button onClick={() => setLocale('de')}>Speak German</button>
        <button onClick={() => setDraws(draws + 1)}>Draw again</button>
        <button onClick={() => setShown(!isShown)}>Show or hide</button>
        {isShown && (
          <CrmSettings
            apiUrl="SERVICE"
            locale={locale}
            appearance={{ theme: locale === 'de' ? 'dark' : 'light' }}
            texts={locale === 'de' ? GERMAN_TEXTS : undefined}
            getToken={async () => (await fetch('/token', { method: 'POST' })).text()}
            onEvent={({ type }) => {
              told.push(type);
              document.documentElement.dataset.told = told.join();
              setDraws(told.length);
            }}
          />
        )}
      </StrictMode>
    );
  }

  const GERMAN_TEXTS = { 'sync.start': 'Los geht’s' };
`;

test('props change while the panel is open, in strict mode, and each event is told once', async () => {
  await using house = await openForeignHouse(browser());
  const { page, host, demo } = house;
  const scripts = await buildReactPage(HOST.replaceAll('SERVICE', demo.url), 'Host');
  for (const [path, body] of scripts) host.put(path, { type: 'text/javascript', body });
  host.put('/', {
    type: 'text/html',
    policy: `default-src 'none'; script-src 'self'; connect-src 'self' ${demo.url}; img-src data:`,
    body: '<!doctype html><html lang="en"><head><title>Host</title><link rel="icon" href="data:,"></head><body><div id="root"></div><script type="module" src="/page.js"></script></body></html>',
  });
  await page.goto(host.origin);
  await createPanelUser(page, 'en').heading(en.sync.history.title).waitFor();
  await createPanelUser(page, 'en').goTo('mapping');

  await page.getByRole('button', { name: 'Speak German' }).click();
  const user = createPanelUser(page, 'de');
  await user.heading(de.mapping.title).waitFor();
  await user.goTo('sync');
  await user.button('Los geht’s').waitFor();
  expect(await page.locator('.gfc').evaluate((root) => getComputedStyle(root).colorScheme)).toBe('dark');
  expect(await page.locator('html').getAttribute('data-told')).toBe('ready');

  await page.getByRole('button', { name: 'Show or hide' }).click();
  await page.locator('.gfc').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Show or hide' }).click();
  await user.button('Los geht’s').waitFor();
  expect(await page.locator('html').getAttribute('data-told')).toBe('ready,ready');
  expect(house.complaints).toEqual([]);
});

test('a host that draws again because of a failure is not asked again and again', async () => {
  await using house = await openForeignHouse(browser(), {
    token: async () => await Promise.reject(new Error('signed out')),
  });
  const { page, host, demo } = house;
  const scripts = await buildReactPage(HOST.replaceAll('SERVICE', demo.url), 'Host');
  for (const [path, body] of scripts) host.put(path, { type: 'text/javascript', body });
  host.put('/', {
    type: 'text/html',
    body: '<!doctype html><html lang="en"><body><div id="root"></div><script type="module" src="/page.js"></script></body></html>',
  });
  await page.goto(host.origin);
  await page.getByText(String(en.errors.NO_TOKEN.title)).first().waitFor();
  await page.getByRole('button', { name: en.common.retry }).first().waitFor();
  const before = house.tokensGiven();
  for (let draw = 0; draw < 5; draw += 1) await page.getByRole('button', { name: 'Draw again' }).click();
  expect(house.tokensGiven()).toBe(before);
});

test('a panel that fails to render, and a callback that throws, leave the host’s page in place', async () => {
  await using house = await openForeignHouse(browser());
  const { page, host, demo } = house;
  const throwing = HOST.replace('setDraws(told.length);', "throw new Error('host callback');");
  const scripts = await buildReactPage(throwing.replaceAll('SERVICE', demo.url), 'Host');
  for (const [path, body] of scripts) host.put(path, { type: 'text/javascript', body });
  host.put('/', {
    type: 'text/html',
    body: '<!doctype html><html lang="en"><body><div id="root"></div><script type="module" src="/page.js"></script></body></html>',
  });
  await page.route('**/trpc/config.list', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.text()).replace('"health":{', '"other":{') });
  });
  await page.goto(host.origin);
  await page.getByText(String(en.errors.PANEL_FAILED.title)).waitFor();
  expect(await page.getByRole('button', { name: 'Draw again' }).isVisible()).toBe(true);
  expect(await page.locator('html').getAttribute('data-told')).toBe('error');

  await page.unroute('**/trpc/config.list');
  await page.getByRole('button', { name: en.common.retry }).click();
  await createPanelUser(page, 'en').heading(en.sync.history.title).waitFor();
  expect(await page.locator('html').getAttribute('data-told')).toBe('error,ready');
  expect(house.complaints).toContain('host callback');
});
