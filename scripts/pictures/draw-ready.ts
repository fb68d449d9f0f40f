import type { Drawing } from './draw.ts';

/** The account that is set up already: what its sync came to, and its mapping. */
export async function drawReady({ panel, texts, draw }: Drawing): Promise<void> {
  const open = async (step: string) =>
    await panel.getByRole('navigation').getByRole('button', { name: step }).click();
  await open(texts.sync.step);
  await panel.getByText('gf-3003').first().waitFor();
  await draw(panel, 'panel');

  const counters = panel.getByRole('group', { name: texts.sync.items.filter });
  await counters.getByRole('button', { name: texts.sync.outcomes.SKIPPED }).click();
  const sharing = panel.locator('[data-reason="SHARED_EMAIL"]');
  await sharing.waitFor();
  await draw(sharing, 'shared-email');

  await open(texts.reviews.step);
  await panel.locator('[data-contact="gf-3004"]').click();
  await panel.locator('th[data-candidate]').nth(1).waitFor();
  await draw(panel, 'reviews');

  await open(texts.mapping.step);
  await panel.getByText('address1_country').first().waitFor();
  await draw(panel, 'mapping');
}
