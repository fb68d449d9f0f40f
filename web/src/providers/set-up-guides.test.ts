import { microsoftDynamicsDescriptor } from '@goodfunds/shared';
import { expect, test } from 'vitest';
import { startDemo } from '../../../demo/src/demo.ts';
import { RESPONSIBLE } from '../i18n/responsible.ts';
import { SET_UP_GUIDES } from './set-up-guides.ts';

const guides = Object.values(SET_UP_GUIDES);

test('every guide section that the panel links to exists in both languages', async () => {
  await using demo = await startDemo({ port: 0 });
  for (const language of ['de', 'en'] as const) {
    const links = new Map([
      ...guides.map(({ guide, anchors }) => [guide, Object.values(anchors[language])] as const),
      ['messages', Object.keys(RESPONSIBLE)] as const,
    ]);
    for (const [guide, anchors] of links) {
      const page = await (await fetch(`${demo.url}/guides/${language}/${guide}`)).text();
      expect(anchors.filter((anchor) => !page.includes(` id="${anchor}"`))).toEqual([]);
    }
  }
});

test('every credential field of Dynamics has a section', () => {
  const names = microsoftDynamicsDescriptor.credentialFields.map(({ name }) => name);
  for (const { anchors } of guides) {
    for (const byField of Object.values(anchors)) expect(Object.keys(byField)).toEqual(names);
  }
});
