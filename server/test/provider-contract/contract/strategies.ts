import type { Contact, ContactOutcome } from '@goodfunds/shared';
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

    it('UPDATE_IF_SOURCE_CHANGED fills what is empty first, and then writes what GoodFunds changes', () =>
      withFixture(makeHarness, async ({ seed, syncOne, onlyRow, attributes }) => {
        await seed(there);
        const options = { onNameMismatch: 'UPDATE', strategy: 'UPDATE_IF_SOURCE_CHANGED' } as const;
        expect(await syncOne(contact, options)).toMatchObject({ changedAttributes: [attributes.city] });
        expect(await syncOne(contact, options)).toMatchObject({ outcome: 'UNCHANGED' });
        const planned = await syncOne(
          { ...contact, address: { city: 'Bonn' } },
          { ...options, dryRun: true },
        );
        expect(reasonsOf(planned)).toMatchObject({
          [attributes.lastName]: 'KEPT_CRM_EDIT',
          [attributes.city]: 'CHANGED',
        });
        await syncOne({ ...contact, address: { city: 'Bonn' } }, options);
        expect((await onlyRow()).values).toMatchObject({
          [attributes.lastName]: 'Alt',
          [attributes.city]: 'Bonn',
        });
        await syncOne({ ...contact, lastName: 'Neuer' }, options);
        expect((await onlyRow()).values).toMatchObject({ [attributes.lastName]: 'Neuer' });
      }));

    it('what an earlier strategy has considered is remembered', () =>
      withFixture(makeHarness, async ({ seed, syncOne, onlyRow, attributes }) => {
        await seed(there);
        await syncOne(contact, { onNameMismatch: 'UPDATE', strategy: 'SKIP' });
        await syncOne(contact, { onNameMismatch: 'UPDATE', strategy: 'UPDATE_IF_SOURCE_CHANGED' });
        expect((await onlyRow()).values).toMatchObject({
          [attributes.lastName]: 'Alt',
          [attributes.city]: null,
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

function reasonsOf({ changes }: ContactOutcome): Record<string, string> {
  return Object.fromEntries(changes.map(({ attribute, reason }) => [attribute, reason]));
}
