import { type Demo, startDemo } from '../../../demo/src/demo.ts';
import { DEMO_ACCOUNTS } from '../../../demo/src/demo-keys.ts';
import { connect, runFirstSync } from '../../../demo/src/first-sync.ts';
import { expect, LANGUAGES, test } from './fixtures.ts';
import { accessibilityProblems } from './support/accessibility.ts';
import { RECORD_EVENTS } from './support/host-page.ts';

/** The pages of the demo: the custom element, and the React component in a page with its own React. */
const PAGES = { element: '/', React: '/react' };

test.describe.configure({ mode: 'default' });

let demo: Demo;
test.beforeAll(async () => {
  demo = await startDemo({ port: 0 });
  await runFirstSync({ serverUrl: demo.url, ...demo });
});
test.afterAll(async () => await demo[Symbol.asyncDispose]());

for (const [name, path] of Object.entries(PAGES)) {
  for (const language of LANGUAGES) {
    test.describe(`as ${name}, in ${language}`, () => {
      test.use({ language });

      test.beforeEach(async () => {
        const api = connect(demo.url, await demo.keys.signToken(DEMO_ACCOUNTS.fresh));
        for (const { id: integrationId } of await api.config.list.query({}))
          await api.config.remove.mutate({ integrationId });
      });

      test('four values lead to a synced account', async ({ page, user, host }) => {
        const { texts } = user;
        await page.addInitScript({ content: RECORD_EVENTS });
        await page.goto(`${demo.url}${path}?account=${DEMO_ACCOUNTS.fresh}&locale=${language}&theme=light`);
        await user.setUp(demo.credentials);
        await expect(user.heading(texts.sync.finished.COMPLETED_WITH_ERRORS(1))).toBeVisible();
        const events = await host.events();
        expect(events.slice(0, 4)).toEqual(['ready', 'tested', 'saved', 'saved']);
        await user.syncAll();
        await expect.poll(host.events).toEqual([...events, 'run-finished']);
        expect(host.complaints).toEqual([]);
        expect(host.addresses.filter((address) => /eyJ|token=/i.test(address))).toEqual([]);
      });

      test('an account that is set up shows its last run', async ({ page, user, host }) => {
        const { texts } = user;
        await page.addInitScript({ content: RECORD_EVENTS });
        await page.goto(`${demo.url}${path}?account=${DEMO_ACCOUNTS.ready}&locale=${language}&theme=dark`);
        await expect(user.heading(texts.sync.finished.COMPLETED_WITH_ERRORS(1))).toBeVisible();
        expect(await accessibilityProblems(page, 'html')).toEqual([]);
        await user.button(texts.overview.allConnections).click();
        await expect(user.heading(texts.overview.title)).toBeVisible();
        expect(await host.events()).toEqual(['ready']);
        expect(host.complaints).toEqual([]);
        await expect(page.locator('.gfc [style]')).toHaveCount(0);
      });
    });
  }
}
