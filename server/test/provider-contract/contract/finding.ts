import { describe, expect, it } from 'vitest';
import type { MakeHarness } from './harness.ts';
import { email, onStage } from './stage.ts';

export function describeFinding(makeHarness: MakeHarness): void {
  describe('finding CRM contacts by e-mail', () => {
    it('finds them whatever the case, with the attributes asked for', () =>
      onStage(makeHarness, async ({ port, attributes, seed }) => {
        const id = await seed({ email: 'Ada@Example.ORG', lastName: 'Berg', city: 'Köln' });
        const found = await port.findContacts(
          [email('ada@example.org')],
          [attributes.lastName, attributes.city],
        );
        expect([...found.keys()]).toEqual(['ada@example.org']);
        expect(found.get(email('ada@example.org'))).toMatchObject([
          { id, active: true, values: { [attributes.lastName]: 'Berg', [attributes.city]: 'Köln' } },
        ]);
      }));

    it('does not take one accent for another', () =>
      onStage(makeHarness, async ({ port, seed }) => {
        const plain = await seed({ email: 'rene@example.org' });
        const accented = await seed({ email: 'rené@example.org' });
        const found = await port.findContacts([email('rene@example.org'), email('rené@example.org')], []);
        expect(found.get(email('rene@example.org'))?.map(({ id }) => id)).toEqual([plain]);
        expect(found.get(email('rené@example.org'))?.map(({ id }) => id)).toEqual([accented]);
      }));

    it.each([
      "o'brien@example.org",
      'a+b@example.org',
      'a&b=c@example.org',
      'a%20b#c@example.org',
      'ä"ö@example.org',
    ])('finds %s, whatever stands in it', (address) =>
      onStage(makeHarness, async ({ port, seed }) => {
        const id = await seed({ email: address });
        const found = await port.findContacts([email(address)], []);
        expect(found.get(email(address))?.map((contact) => contact.id)).toEqual([id]);
      }),
    );

    it('finds all that share one, and says which are active', () =>
      onStage(makeHarness, async ({ port, seed }) => {
        const active = await seed({ email: 'two@example.org' });
        const inactive = await seed({ email: 'two@example.org', active: false });
        const found = (await port.findContacts([email('two@example.org')], [])).get(email('two@example.org'));
        expect(new Map(found?.map((contact) => [contact.id, contact.active]))).toEqual(
          new Map([
            [active, true],
            [inactive, false],
          ]),
        );
      }));

    it('finds many at once, and leaves out whom the CRM does not have', () =>
      onStage(makeHarness, async ({ port, seed }) => {
        const addresses = Array.from({ length: 250 }, (_, index) => email(`p${index}@example.org`));
        for (const address of addresses.filter((_, index) => index % 50 === 0))
          await seed({ email: address });
        const found = await port.findContacts(addresses, []);
        expect([...found.keys()].sort()).toEqual(
          ['p0', 'p100', 'p150', 'p200', 'p50'].map((name) => `${name}@example.org`),
        );
      }));

    it('finds nobody where nobody is looked for', () =>
      onStage(makeHarness, async ({ port, seed }) => {
        await seed({ email: 'ada@example.org' });
        expect((await port.findContacts([], [])).size).toBe(0);
      }));
  });
}
