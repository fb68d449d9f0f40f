import fc from 'fast-check';
import { expect, test } from 'vitest';
import { workOf } from '../testing/works.ts';
import { countSlices, sliceUp } from './slices.ts';

const worksArbitrary = fc
  .array(fc.record({ email: fc.nat(400), isLinked: fc.boolean() }), { minLength: 1, maxLength: 1_000 })
  .map((people) => {
    const works = people.map(({ email }, index) => workOf(`c-${index}`, `p${email}@example.org`));
    const linked = new Set(people.flatMap(({ isLinked }, index) => (isLinked ? [`c-${index}`] : [])));
    return { works, linkOf: (id: string) => (linked.has(id) ? 'row' : null) };
  });

test('everybody is in one slice, and whoever shares an e-mail in the same', () => {
  fc.assert(
    fc.property(worksArbitrary, fc.integer({ min: 1, max: 24 }), ({ works, linkOf }, parallel) => {
      const slices = sliceUp(works, { linkOf, parallel });
      expect(slices.length).toBeLessThanOrEqual(3);
      expect(new Set(slices.flat())).toEqual(new Set(works));
      expect(slices.flat()).toHaveLength(works.length);
      const emails = slices.map((slice) => new Set(slice.map(({ email }) => email)));
      const distinct = new Set(works.map(({ email }) => email));
      expect(emails.reduce((sum, { size }) => sum + size, 0)).toBe(distinct.size);
    }),
  );
});

test('whoever has a link is planned before those who have none, unless they share an e-mail', () => {
  const works = Array.from({ length: 900 }, (_, index) => workOf(`c-${index}`, `p${index}@example.org`));
  const linkOf = (id: string) => (Number(id.slice(2)) >= 600 ? 'row' : null);
  const [first, second, third] = sliceUp(works, { linkOf, parallel: 8 });
  expect(first?.every(({ contact }) => linkOf(contact.id) !== null)).toBe(true);
  expect([first?.length, second?.length, third?.length]).toEqual([300, 300, 300]);
});

test.each([
  [1, 1],
  [2, 1],
  [4, 2],
  [8, 3],
  [24, 3],
])('with %i requests at a time a thousand contacts are looked for in %i', (parallel, slices) => {
  const works = Array.from({ length: 1_000 }, (_, index) => workOf(`c-${index}`, `p${index}@example.org`));
  expect(countSlices(parallel)).toBe(slices);
  expect(sliceUp(works, { linkOf: () => null, parallel })).toHaveLength(slices);
});
