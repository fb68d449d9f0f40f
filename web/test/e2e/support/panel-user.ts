import type { UpdateStrategy } from '@goodfunds/shared';
import type { Locator, Page } from '@playwright/test';
import type { Credentials } from '../../../../demo/src/first-sync.ts';
import { CATALOGUES } from '../../../src/i18n/catalogues.ts';
import type { Language } from '../../../src/i18n/language.ts';

/** A page, or a part of it. */
export type PanelSurface = Pick<Page, 'getByRole' | 'getByLabel' | 'getByText'> & {
  locator: (selector: string) => Locator;
};

/** The fields of the form, with the optional expiry date. */
type TypedCredentials = Credentials & { clientSecretExpiresOn?: string };

export type PanelUser = ReturnType<typeof createPanelUser>;

/** Uses the panel by the texts that it shows. */
export function createPanelUser(page: PanelSurface, language: Language) {
  const texts = CATALOGUES[language];
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const heading = (name: string) => page.getByRole('heading', { name });
  const credential = (name: string) => {
    const label = texts.credentials.fields[name]?.label;
    if (label === undefined) throw new Error(`the form has no field ${name}`);
    return page.getByLabel(label).and(page.locator('input'));
  };

  return {
    texts,
    button,
    heading,
    /** A text on the page, without its announcement for screen readers, which repeats some. */
    text: (content: string) =>
      page.getByText(content).and(page.locator(':not(.gfc-visually-hidden, .gfc-visually-hidden *)')),
    /** The input of a credential, by the field's name. */
    credential,

    /** The search for an attribute, in the row that is open. */
    attributeSearch: page.getByRole('combobox', { name: texts.mapping.target('Dynamics') }),
    attributes: page.getByRole('listbox').getByRole('option'),

    async connect(): Promise<void> {
      await button(texts.overview.connect('Microsoft Dynamics 365')).click();
      await heading(texts.credentials.title('Microsoft Dynamics 365')).waitFor();
    },

    async fillCredentials(credentials: Partial<TypedCredentials>): Promise<void> {
      for (const [name, value] of Object.entries(credentials)) await credential(name).fill(value);
    },

    async testConnection(): Promise<'UP' | 'DOWN'> {
      await page
        .getByRole('button', { name: new RegExp(`${texts.credentials.test}|${texts.credentials.testAgain}`) })
        .click();
      const { up, down } = texts.credentials.testResult;
      await heading(up).or(heading(down)).waitFor();
      return (await heading(up).isVisible()) ? 'UP' : 'DOWN';
    },

    async saveCredentials(): Promise<void> {
      await button(texts.credentials.saveAndContinue).click();
      await heading(texts.mapping.title).waitFor();
    },

    /** From nothing to the mapping. */
    async toMapping(credentials: TypedCredentials): Promise<void> {
      await this.connect();
      await this.fillCredentials(credentials);
      await this.testConnection();
      await this.saveCredentials();
    },

    /** Opens the row of a field that is not mapped yet, with its suggestions passed over. */
    async openField(field: keyof typeof texts.mapping.contactFields): Promise<void> {
      const { assignField, contactFields } = texts.mapping;
      await button(assignField(contactFields[field])).click();
      await page.getByRole('combobox', { name: texts.mapping.target('Dynamics') }).waitFor();
    },

    async acceptAllSuggestions(): Promise<void> {
      await button(texts.mapping.suggestions.acceptAll).click();
      await button(texts.mapping.suggestions.acceptAll).waitFor({ state: 'detached' });
    },

    async goToRules(): Promise<void> {
      await button(texts.mapping.continue).click();
      await heading(texts.strategy.title).waitFor();
    },

    async saveAndEnable(): Promise<void> {
      await button(texts.strategy.saveAndEnable).click();
      await page.getByRole('heading', { name: texts.sync.title, exact: true }).waitFor();
    },

    /** From nothing to the last step before anything is switched on; the mapping is a draft yet. */
    async goFromConnectingToRules(credentials: TypedCredentials): Promise<void> {
      await this.toMapping(credentials);
      await this.acceptAllSuggestions();
      await this.goToRules();
    },

    async chooseStrategy(strategy: UpdateStrategy): Promise<void> {
      await page.getByRole('radio', { name: texts.strategy.strategies[strategy].title }).check();
    },

    /** Changes the rules of an integration that is switched on, which leads back to the sync. */
    async changeRules(choose: () => Promise<void>): Promise<void> {
      await this.goTo('strategy');
      await choose();
      await button(texts.strategy.save).click();
      await page.getByRole('heading', { name: texts.sync.title, exact: true }).waitFor();
    },

    async syncAll(): Promise<void> {
      await page.getByRole('radio', { name: texts.sync.scope.ALL.title, exact: true }).check();
      await button(texts.sync.start).click();
    },

    /** From nothing to an integration that is switched on. */
    async setUp(credentials: TypedCredentials): Promise<void> {
      await this.goFromConnectingToRules(credentials);
      await this.saveAndEnable();
    },

    async goTo(step: 'credentials' | 'mapping' | 'strategy' | 'sync' | 'reviews'): Promise<void> {
      const steps = page.getByRole('navigation', { name: texts.integration.steps });
      await steps.getByRole('button', { name: texts[step].step }).click();
    },
  };
}
