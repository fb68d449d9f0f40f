import { describe, expect, test } from 'vitest';
import { openPanelHouse, type PanelHouse } from '../../../test/harness/panel-house.ts';
import { createPanelUser } from '../../../test/harness/panel-user.ts';
import { testBrowser } from '../../../test/harness/test-browser.ts';

const browser = testBrowser();

const max = { firstname: 'Max', lastname: 'Zog', emailaddress1: 'max@moved.example', address1_city: 'Halle' };
const moved = {
  id: 'max',
  email: 'max@moved.example',
  firstName: 'Max',
  lastName: 'Zog',
  phone: '0341 555 01',
  address: { city: 'Leipzig' },
};
const anna = { id: 'anna', email: 'office@club.example', lastName: 'Berg', phone: '0341 555 02' };

describe.each(['de', 'en'] as const)('in %s', (language) => {
  test('each rule that is chosen and saved does in the CRM what its card says', async () => {
    await using house = await openPanelHouse(browser(), { language });
    const user = createPanelUser(house.page, language);
    const { sync } = user.texts;
    const id = seed(house, max);
    await user.goFromConnectingToRules(house.demo.credentials);
    await user.chooseStrategy('SKIP');
    await user.saveAndEnable();
    await house.push([moved]);
    await user.heading(sync.finished.skipped(1)).waitFor();
    await house.page.locator('[data-reason="EXISTING_CONTACT"]').waitFor();
    expect(row(house, id)).toMatchObject({ address1_city: 'Halle', telephone1: null });

    await user.changeRules(async () => await user.chooseStrategy('UPDATE_IF_EMPTY'));
    await user.syncAll();
    await user.heading(sync.finished.COMPLETED).waitFor();
    expect(row(house, id)).toMatchObject({ address1_city: 'Halle', telephone1: moved.phone });

    await user.changeRules(async () => await user.chooseStrategy('UPDATE_IF_CHANGED'));
    await user.syncAll();
    await expect.poll(() => row(house, id)).toMatchObject({ address1_city: 'Leipzig' });
  });

  test('several matches and a deleted contact are reported, until a rule says what to do with them', async () => {
    await using house = await openPanelHouse(browser(), { language });
    const { page, demo } = house;
    const user = createPanelUser(page, language);
    const { sync, strategy } = user.texts;
    const north = seed(house, {
      lastname: 'North',
      emailaddress1: anna.email,
      createdon: '2019-01-01T00:00:00Z',
    });
    const south = seed(house, {
      lastname: 'South',
      emailaddress1: anna.email,
      createdon: '2024-01-01T00:00:00Z',
    });
    await user.setUp(demo.credentials);
    await house.push([anna]);
    await user.heading(sync.finished.skipped(1)).waitFor();
    const reported = page.locator('[data-reason="AMBIGUOUS_MATCH"]');
    await reported.getByText(north).waitFor();
    await reported.getByText(south).waitFor();

    await user.changeRules(
      async () => await page.getByRole('radio', { name: strategy.ambiguous.OLDEST.title }).check(),
    );
    await user.syncAll();
    await expect.poll(() => row(house, north)).toMatchObject({ telephone1: anna.phone });
    expect(row(house, south)).toMatchObject({ telephone1: null });

    demo.emulator.deleteContact(north);
    demo.emulator.deleteContact(south);
    await user.syncAll();
    await page.locator('[data-reason="DELETED_IN_CRM"]').waitFor();

    await user.changeRules(
      async () => await page.getByRole('radio', { name: strategy.deleted.RECREATE.title }).check(),
    );
    await user.syncAll();
    await user.heading(sync.finished.COMPLETED).waitFor();
    expect([...demo.emulator.contacts()]).toContainEqual(
      expect.objectContaining({ emailaddress1: anna.email, lastname: 'Berg' }),
    );
  });
});

function seed({ demo }: PanelHouse, contact: Record<string, string>): string {
  const [id] = demo.emulator.seed({ rows: [contact] }).ids;
  if (id === undefined) throw new Error('one row was given');
  return id;
}

function row({ demo }: PanelHouse, id: string): unknown {
  return demo.emulator.contact(id);
}
