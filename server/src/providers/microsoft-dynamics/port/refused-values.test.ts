import type { Contact, UpdateStrategy } from '@goodfunds/shared';
import { expect, test } from 'vitest';
import { openDynamicsStage } from '../testing/dynamics-stage.ts';

const talkative: Contact = {
  id: 'ada',
  email: 'ada@example.org',
  lastName: 'Berg',
  phone: '+49 30 1 (abends)'.repeat(5),
};

test.each<[UpdateStrategy, string | null, string]>([
  ['SKIP', null, 'UPDATED'],
  ['SKIP', '+49 30 2', 'UPDATED'],
  ['UPDATE_IF_EMPTY', '+49 30 2', 'UPDATED'],
  ['UPDATE_IF_EMPTY', null, 'VALUE_TOO_LONG'],
  ['UPDATE_IF_CHANGED', '+49 30 2', 'VALUE_TOO_LONG'],
])(
  'a value that is too long counts only where it would be written: row %s, CRM has %j → %s',
  async (strategy, telephone1, ending) => {
    await using stage = await openDynamicsStage();
    stage.emulator.seed({ rows: [{ emailaddress1: talkative.email, lastname: 'Old', telephone1 }] });
    const mapping = { ...stage.mapping, telephone1: { field: 'phone', strategy } };
    const [outcome] = await stage.sync([talkative], { mapping });
    expect(outcome?.reason ?? outcome?.outcome).toBe(ending);
    const lastName = ending === 'UPDATED' ? 'Berg' : 'Old';
    expect(stage.rows()).toMatchObject([{ lastname: lastName, telephone1 }]);
  },
);

test('a new contact with such a value is not created, whatever the strategy of its row', async () => {
  await using stage = await openDynamicsStage();
  const mapping = { ...stage.mapping, telephone1: { field: 'phone', strategy: 'SKIP' as const } };
  const [outcome] = await stage.sync([talkative], { mapping });
  expect(outcome).toMatchObject({ outcome: 'FAILED', reason: 'VALUE_TOO_LONG' });
  expect(stage.rows()).toEqual([]);
});
