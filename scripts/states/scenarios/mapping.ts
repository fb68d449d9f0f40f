import type { PanelState, Scenario, ScenarioContext } from '../scenario.ts';

/** Fields and attributes, from the first suggestion to an attribute that has vanished. */
export const mappingScenario: Scenario = {
  name: 'mapping',
  states: [
    {
      name: 'loading',
      async reach({ page, account, host, network }) {
        const { credentials } = account;
        await account.api.config.create.mutate({ provider: 'microsoft-dynamics', credentials });
        await network.hold('discovery.fields');
        await host.open();
        await page.locator('.gfc-skeleton').waitFor();
      },
    },
    {
      name: 'failed',
      async reach({ page, texts, emulator, network }) {
        emulator.setUser({ state: 'disabled' });
        await network.letGo();
        await page.getByText(String(texts.errors.APPLICATION_USER_DISABLED.title)).waitFor();
      },
    },
    {
      name: 'suggestions',
      async reach({ user, texts, emulator }) {
        emulator.setUser({ state: 'present' });
        await user.button(texts.common.retry).click();
        await user.button(texts.mapping.suggestions.acceptAll).waitFor();
      },
    },
    {
      name: 'accepted',
      async reach({ user }) {
        await user.acceptAllSuggestions();
      },
    },
    {
      name: 'combobox-open',
      async reach({ user, texts }) {
        await user.button(texts.mapping.assignField(texts.mapping.contactFields.title)).click();
        await user.attributeSearch.press('ArrowDown');
        await user.attributes.first().waitFor();
      },
    },
    ...['gender', 'fullname', 'no such thing'].map(searching),
    {
      name: 'translation',
      async reach({ page, user, texts }) {
        await user.attributeSearch.fill('gendercode');
        await user.attributes.first().click();
        await user.button(texts.mapping.values.add).click();
        await page.keyboard.type('Frau Dr.');
      },
    },
    {
      name: 'unsaved',
      async reach({ user, texts }) {
        const { mapping, strategy } = texts;
        await user.attributeSearch.fill('salutation');
        await user.attributes.filter({ hasText: 'salutation' }).first().waitFor();
        await user.attributeSearch.press('Escape');
        await user.button(mapping.done).click();
        await user.goToRules();
        await user.button(strategy.save).waitFor();
      },
    },
    {
      name: 'missing-required',
      async reach({ page, user, texts, emulator }) {
        emulator.addAttribute({
          type: 'String',
          schemaName: 'new_MemberNo',
          label: { de: 'Mitgliedsnummer', en: 'Member number' },
          requiredLevel: 'ApplicationRequired',
        });
        await user.saveAndEnable();
        await user.goTo('mapping');
        await user.button(texts.mapping.refresh).click();
        await page.getByText(texts.mapping.problems.warningsText).waitFor();
      },
    },
    {
      name: 'values-that-fail',
      async reach({ page, user, texts, account }) {
        const { mapping } = texts;
        await account.push([
          {
            id: 'long',
            email: 'long@example.org',
            firstName: 'Wilhelmine Friederike Auguste Charlotte Sophie Elisabeth',
            // The title goes where only choices go.
            title: 'Frau Dr.',
            customFields: { newsletter: true },
          },
        ]);
        await user.button(mapping.refresh).click();
        await user.button(mapping.assignField('newsletter')).waitFor();
        await page.getByText(mapping.problems.seen(2)).waitFor();
      },
    },
    {
      name: 'exchanged',
      async reach({ page, user, texts }) {
        const { mapping } = texts;
        await user.button(mapping.assignField('newsletter')).click();
        await user.attributeSearch.fill('donotbulkemail');
        await user.attributes.first().click();
        await page.getByLabel(mapping.values.inverted).check();
      },
    },
    {
      name: 'drift',
      async reach({ user, texts, emulator }) {
        emulator.removeAttribute('telephone1');
        await user.button(texts.mapping.refresh).click();
        await user.heading(texts.mapping.title).waitFor();
        await user
          .button(texts.mapping.changeField(texts.mapping.contactFields.phone, 'telephone1'))
          .waitFor();
      },
    },
  ],
};

/** A matching attribute, one that cannot be mapped, and no match. */
function searching(typed: string): PanelState {
  const names: Record<string, string> = { gender: 'combobox-found', fullname: 'combobox-disabled' };
  return {
    name: names[typed] ?? 'combobox-nothing',
    async reach({ user, texts }: ScenarioContext) {
      await user.attributeSearch.fill(typed);
      await (names[typed]
        ? user.attributes.filter({ hasText: typed }).first()
        : user.attributeSearch.page().getByText(texts.mapping.noTarget(typed))
      ).waitFor();
    },
  };
}
