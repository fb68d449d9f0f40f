import type { Contact } from '@goodfunds/shared';
import { describe, expect, it } from 'vitest';
import { withFixture } from './fixture.ts';
import type { MakeHarness } from './harness.ts';

const contact: Contact = {
  id: 'ada',
  email: 'ada@example.org',
  firstName: 'Ada',
  lastName: 'Neu',
  address: { city: 'Köln' },
};
const there = { email: 'ada@example.org', firstName: 'Ada', lastName: 'Alt' };

export function describeStrategies(makeHarness: MakeHarness): void {
  describe('the update strategies', () => {
    it('SKIP does not update an existing contact and reports that', () =>
      withFixture(makeHarness, async ({ seed, syncOne, onlyRow, attributes }) => {
        const id = await seed(there);
        const outcome = await syncOne(contact, { onNameMismatch: 'UPDATE', strategy: 'SKIP' });
        expect(outcome).toMatchObject({ outcome: 'SKIPPED', reason: 'EXISTING_CONTACT', crmContactId: id });
        expect((await onlyRow()).values).toMatchObject({
          [attributes.lastName]: 'Alt',
          [attributes.city]: null,
        });
      }));

    it('SKIP still creates a new contact', () =>
      withFixture(makeHarness, async ({ syncOne, onlyRow, attributes }) => {
        expect((await syncOne(contact, { onNameMismatch: 'UPDATE', strategy: 'SKIP' })).outcome).toBe(
          'CREATED',
        );
        expect((await onlyRow()).values).toMatchObject({ [attributes.lastName]: 'Neu' });
      }));

    it('UPDATE_IF_EMPTY fills only what is empty', () =>
      withFixture(makeHarness, async ({ seed, syncOne, onlyRow, attributes }) => {
        await seed(there);
        const outcome = await syncOne(contact, { onNameMismatch: 'UPDATE', strategy: 'UPDATE_IF_EMPTY' });
        expect(outcome).toMatchObject({ outcome: 'UPDATED', changedAttributes: [attributes.city] });
        expect((await onlyRow()).values).toMatchObject({
          [attributes.lastName]: 'Alt',
          [attributes.city]: 'Köln',
        });
        expect(
          (await syncOne(contact, { onNameMismatch: 'UPDATE', strategy: 'UPDATE_IF_EMPTY' })).outcome,
        ).toBe('UNCHANGED');
      }));

    it('UPDATE_IF_CHANGED writes what differs and nothing else', () =>
      withFixture(makeHarness, async ({ seed, syncOne, onlyRow, attributes }) => {
        await seed(there);
        const outcome = await syncOne(contact, { onNameMismatch: 'UPDATE', strategy: 'UPDATE_IF_CHANGED' });
        expect(outcome.outcome).toBe('UPDATED');
        expect([...outcome.changedAttributes].sort()).toEqual([attributes.city, attributes.lastName].sort());
        expect((await onlyRow()).values).toMatchObject({
          [attributes.lastName]: 'Neu',
          [attributes.city]: 'Köln',
        });
      }));

    it('a mapping row can override the strategy', () =>
      withFixture(makeHarness, async ({ seed, syncOne, onlyRow, attributes, mapping }) => {
        await seed(there);
        const outcome = await syncOne(contact, {
          onNameMismatch: 'UPDATE',
          strategy: 'SKIP',
          mapping: {
            ...mapping,
            [attributes.city]: { field: 'address.city', strategy: 'UPDATE_IF_CHANGED' },
          },
        });
        expect(outcome).toMatchObject({ outcome: 'UPDATED', changedAttributes: [attributes.city] });
        expect((await onlyRow()).values).toMatchObject({
          [attributes.lastName]: 'Alt',
          [attributes.city]: 'Köln',
        });
      }));
  });
}
