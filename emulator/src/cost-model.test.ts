import { describe, expect, test } from 'vitest';
import { costOf, freeOfCost, Slots } from './cost-model.ts';
import { startEmulator } from './start-emulator.ts';
import { continueOnError, type Operation, sendBatch } from './testing/batch.ts';
import { connect } from './testing/client.ts';

function create(lastname: unknown): Operation {
  return { method: 'POST', path: 'contacts', body: { lastname } };
}

describe('the cost model', () => {
  test('a batch costs its operations plus one request', () => {
    const model = { ...freeOfCost, requestMs: 60, operationMs: { ...freeOfCost.operationMs, create: 40 } };
    const work = {
      find: 0,
      create: 100,
      update: 0,
      delete: 0,
      refusedWrite: 0,
      bulkCreate: 0,
      bulkUpdate: 0,
      metadata: 0,
    };
    expect(costOf(model, work)).toBe(4_060);
  });

  test('a slot is handed over at the time it is due, however late its timer fires', async () => {
    const slots = new Slots();
    expect(await slots.take(1, 0)).toBe(0);
    const second = slots.take(1, 5);
    const third = slots.take(1, 130);
    slots.free(100);
    expect(await second).toBe(100);
    slots.free(120);
    expect(await third, 'no request starts before it arrives').toBe(130);
  });

  test('a refused write and a row of a bulk action have their own costs, also when rolled back', async () => {
    const delays: number[] = [];
    const delay = async (durationMs: number) => void delays.push(durationMs);
    await using emulator = await startEmulator({ runtime: { delay } });
    const client = await connect(emulator);
    emulator.setCostModel({ operationMs: { create: 1_000, refusedWrite: 30, bulkCreate: 4 } });
    await sendBatch(client, [create('One'), create(2)], continueOnError);
    const targets = ['Three', 'Four'].map((lastname) => ({
      '@odata.type': 'Microsoft.Dynamics.CRM.contact',
      lastname,
    }));
    await client.post('contacts/Microsoft.Dynamics.CRM.CreateMultiple', { Targets: targets });
    const taken = { ...targets[0], contactid: String([...emulator.contacts()][0]?.['contactid']) };
    await client.post('contacts/Microsoft.Dynamics.CRM.CreateMultiple', { Targets: [...targets, taken] });
    expect(delays, 'two rows that are rolled back, and one that is refused').toEqual([1_030, 8, 38]);
  });
});
