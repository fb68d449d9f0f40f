import type { Contact } from '@goodfunds/shared';
import { describe, expect, it } from 'vitest';
import type { MakeHarness } from './harness.ts';
import { onStage } from './stage.ts';

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
    it('SKIP leaves an existing contact alone, and says so', () =>
      onStage(makeHarness, async ({ seed, syncOne, onlyRow, attributes }) => {
        const id = await seed(there);
        const outcome = await syncOne(contact, { strategy: 'SKIP' });
        expect(outcome).toMatchObject({ outcome: 'SKIPPED', reason: 'EXISTING_CONTACT', crmContactId: id });
        expect((await onlyRow()).values).toMatchObject({
          [attributes.lastName]: 'Alt',
          [attributes.city]: null,
        });
      }));

    it('SKIP still creates a new contact', () =>
      onStage(makeHarness, async ({ syncOne, onlyRow, attributes }) => {
        expect((await syncOne(contact, { strategy: 'SKIP' })).outcome).toBe('CREATED');
        expect((await onlyRow()).values).toMatchObject({ [attributes.lastName]: 'Neu' });
      }));

    it('UPDATE_IF_EMPTY fills only what is empty', () =>
      onStage(makeHarness, async ({ seed, syncOne, onlyRow, attributes }) => {
        await seed(there);
        const outcome = await syncOne(contact, { strategy: 'UPDATE_IF_EMPTY' });
        expect(outcome).toMatchObject({ outcome: 'UPDATED', changedAttributes: [attributes.city] });
        expect((await onlyRow()).values).toMatchObject({
          [attributes.lastName]: 'Alt',
          [attributes.city]: 'Köln',
        });
        expect((await syncOne(contact, { strategy: 'UPDATE_IF_EMPTY' })).outcome).toBe('UNCHANGED');
      }));

    it('UPDATE_IF_CHANGED writes what differs and nothing else', () =>
      onStage(makeHarness, async ({ seed, syncOne, onlyRow, attributes }) => {
        await seed(there);
        const outcome = await syncOne(contact, { strategy: 'UPDATE_IF_CHANGED' });
        expect(outcome.outcome).toBe('UPDATED');
        expect([...outcome.changedAttributes].sort()).toEqual([attributes.city, attributes.lastName].sort());
        expect((await onlyRow()).values).toMatchObject({
          [attributes.lastName]: 'Neu',
          [attributes.city]: 'Köln',
        });
      }));

    it('a row can have one of its own', () =>
      onStage(makeHarness, async ({ seed, syncOne, onlyRow, attributes, mapping }) => {
        await seed(there);
        const outcome = await syncOne(contact, {
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
