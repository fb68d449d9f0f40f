import type { Contact, UpdateStrategy } from '@goodfunds/shared';
import { expect, test } from 'vitest';
import { openDynamicsFixture } from '../testing/dynamics-fixture.ts';

const talkative: Contact = {
  id: 'ada',
  email: 'ada@example.org',
  lastName: 'Berg',
  phone: '+49 30 1 (abends)'.repeat(5),
};

const FAIL = { onRefusedValue: 'FAIL' } as const;

test.each<[UpdateStrategy, string | null, string]>([
  ['SKIP', null, 'UPDATED'],
  ['SKIP', '+49 30 2', 'UPDATED'],
  ['UPDATE_IF_EMPTY', '+49 30 2', 'UPDATED'],
  ['UPDATE_IF_EMPTY', null, 'VALUE_TOO_LONG'],
  ['UPDATE_IF_CHANGED', '+49 30 2', 'VALUE_TOO_LONG'],
])(
  'a value that is too long matters only where it would be written: strategy %s, CRM value %j → %s',
  async (strategy, telephone1, ending) => {
    await using fixture = await openDynamicsFixture();
    fixture.emulator.seed({ rows: [{ emailaddress1: talkative.email, lastname: 'Old', telephone1 }] });
    const mapping = { ...fixture.mapping, telephone1: { field: 'phone', strategy } };
    const [outcome] = await fixture.sync([talkative], { mapping, ...FAIL, onNameMismatch: 'UPDATE' });
    expect(outcome?.reason ?? outcome?.outcome).toBe(ending);
    const lastName = ending === 'UPDATED' ? 'Berg' : 'Old';
    expect(fixture.rows()).toMatchObject([{ lastname: lastName, telephone1 }]);
  },
);

test('a new contact with such a value is not created, with any strategy of its attribute', async () => {
  await using fixture = await openDynamicsFixture();
  const mapping = { ...fixture.mapping, telephone1: { field: 'phone', strategy: 'SKIP' as const } };
  const [outcome] = await fixture.sync([talkative], { mapping, ...FAIL });
  expect(outcome).toMatchObject({ outcome: 'FAILED', reason: 'VALUE_TOO_LONG' });
  expect(fixture.rows()).toEqual([]);
});
