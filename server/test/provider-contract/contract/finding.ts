import { describe, expect, it } from 'vitest';
import { email, withFixture } from './fixture.ts';
import type { MakeHarness } from './harness.ts';

export function describeFinding(makeHarness: MakeHarness): void {
  describe('finding CRM contacts by e-mail', () => {
    it('ignores case and returns the requested attributes', () =>
      withFixture(makeHarness, async ({ port, attributes, seed }) => {
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

    it('distinguishes accents', () =>
      withFixture(makeHarness, async ({ port, seed }) => {
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
    ])('finds %s despite its special characters', (address) =>
      withFixture(makeHarness, async ({ port, seed }) => {
        const id = await seed({ email: address });
        const found = await port.findContacts([email(address)], []);
        expect(found.get(email(address))?.map((contact) => contact.id)).toEqual([id]);
      }),
    );

    it('finds all contacts with the same e-mail and reports which are active', () =>
      withFixture(makeHarness, async ({ port, seed }) => {
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

    it('finds many at once and omits those that do not exist', () =>
      withFixture(makeHarness, async ({ port, seed }) => {
        const addresses = Array.from({ length: 250 }, (_, index) => email(`p${index}@example.org`));
        for (const address of addresses.filter((_, index) => index % 50 === 0))
          await seed({ email: address });
        const found = await port.findContacts(addresses, []);
        expect([...found.keys()].sort()).toEqual(
          ['p0', 'p100', 'p150', 'p200', 'p50'].map((name) => `${name}@example.org`),
        );
      }));

    it('returns nothing for no e-mails', () =>
      withFixture(makeHarness, async ({ port, seed }) => {
        await seed({ email: 'ada@example.org' });
        expect((await port.findContacts([], [])).size).toBe(0);
      }));
  });

  describe('comparing a contact with CRM contacts', () => {
    it('returns the values of both sides by attribute, and whether the CRM contact is active', () =>
      withFixture(makeHarness, async ({ port, attributes, mapping, seed }) => {
        const first = await seed({ email: 'ada@example.org', lastName: 'Berg', city: 'Köln' });
        const second = await seed({ email: 'ada@example.org', lastName: 'Tal', active: false });
        const contact = { id: 'ada', email: 'ada@example.org', lastName: 'Berg', firstName: ' ' };
        const { values, crmContacts } = await port.compareContact(contact, [second, first], mapping);
        expect(values).toEqual({ [attributes.email]: 'ada@example.org', [attributes.lastName]: 'Berg' });
        expect(crmContacts).toMatchObject([
          { id: second, active: false, values: { [attributes.lastName]: 'Tal', [attributes.city]: null } },
          { id: first, active: true, values: { [attributes.lastName]: 'Berg', [attributes.city]: 'Köln' } },
        ]);
      }));

    it('omits CRM contacts that are gone, and leaves out values that would be rejected', () =>
      withFixture(makeHarness, async ({ port, attributes, mapping, seed, remove }) => {
        const gone = await seed({ email: 'ada@example.org' });
        await remove(gone);
        const contact = { id: 'ada', email: 'ada@example.org', lastName: 'x'.repeat(10_000) };
        expect(await port.compareContact(contact, [gone], mapping)).toEqual({
          values: { [attributes.email]: 'ada@example.org' },
          crmContacts: [],
        });
      }));
  });
}
