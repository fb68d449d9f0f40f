import { describe, expect, test } from 'vitest';
import { manyContacts, openDynamicsStage } from '../testing/dynamics-stage.ts';
import { stoppedBy } from '../testing/stopped-by.ts';

/** A lease lasts thirty seconds and is renewed every ten. */
const CERTAIN_MS = 20_000;

describe('a drain whose lease may end', () => {
  test('is asked before every request, and no request could outlast what is certain', async () => {
    await using stage = await openDynamicsStage();
    const asked: number[] = [];
    await stage.sync(manyContacts(300), {
      canStart: (timeoutMs) => {
        asked.push(timeoutMs);
        return true;
      },
    });
    const { token, ...requests } = stage.emulator.requestCounts().requests;
    expect(asked).toHaveLength(Object.values(requests).reduce((sum, count) => sum + count, 0));
    expect(token).toBe(1);
    expect(Math.max(...asked)).toBeLessThan(CERTAIN_MS);
  });

  test('sends nothing once it is told no, and keeps what was settled', async () => {
    await using stage = await openDynamicsStage();
    await stage.sync(manyContacts(1));
    stage.emulator.clearRequests();
    let begun = 0;
    const work = stage.sync([{ id: 'none' }, ...manyContacts(400)], {
      canStart: () => {
        begun += 1;
        return begun <= 2;
      },
    });
    const error = await stoppedBy(work);
    expect(error).toMatchObject({ code: 'CANCELLED', category: 'transient', retryable: true });
    expect(stage.emulator.requests()).toHaveLength(2);
    const outcomes = new Map(error.settled.map((outcome) => [outcome.contactId, outcome.outcome]));
    expect(outcomes.get('none')).toBe('SKIPPED');
    expect(outcomes.get('c-0')).toBe('UNCHANGED');
    const created = [...outcomes.values()].filter((outcome) => outcome === 'CREATED');
    expect(created).toHaveLength(stage.emulator.contactCount() - 1);
    expect(created.length).toBeGreaterThan(0);
  });

  test('that is told no from the start sends nothing at all', async () => {
    await using stage = await openDynamicsStage();
    await stage.port.getEnvironmentId();
    stage.emulator.clearRequests();
    const work = stage.sync(manyContacts(3), { canStart: () => false });
    expect(await stoppedBy(work)).toMatchObject({ code: 'CANCELLED', settled: [] });
    expect(stage.emulator.requests()).toEqual([]);
  });
});

describe('what takes too long as one request', () => {
  const hanging = { type: 'delay', delayMs: 60_000 } as const;
  /** As the emulator waits, so that its own time passes. */
  const runtime = {
    delay: (durationMs: number) => new Promise<void>((done) => void setTimeout(done, durationMs).unref()),
  };

  test('is written in smaller ones, and in such from then on', async () => {
    await using stage = await openDynamicsStage({ runtime });
    await stage.port.getAvailableContactFields();
    stage.hurry(700);
    stage.emulator.addFaults(
      { match: { url: 'CreateMultiple' }, times: null, action: hanging },
      { match: { body: '^(?:[^]*?PATCH){9}' }, times: null, action: hanging },
    );
    const outcomes = await stage.sync(manyContacts(60));
    expect(outcomes.every(({ outcome }) => outcome === 'CREATED')).toBe(true);
    expect(stage.emulator.ledger()).toHaveLength(60);
  });

  test('is looked for in smaller ones', async () => {
    await using stage = await openDynamicsStage({ runtime });
    await stage.sync(manyContacts(1));
    stage.hurry(700);
    stage.emulator.addFaults({ match: { body: '^(?:[^]*?GET ){2}' }, times: null, action: hanging });
    const outcomes = await stage.sync(manyContacts(900));
    expect(outcomes.filter(({ outcome }) => outcome === 'CREATED')).toHaveLength(899);
    expect(stage.emulator.contactCount()).toBe(900);
  });

  test('by a server that answers nothing stops the work soon, and blames nobody', async () => {
    await using stage = await openDynamicsStage({ runtime });
    await stage.port.getAvailableContactFields();
    await stage.sync(manyContacts(1));
    stage.hurry(300);
    stage.emulator.addFaults({ match: { body: 'PATCH|Targets' }, times: null, action: hanging });
    const error = await stoppedBy(stage.sync(manyContacts(500)));
    expect(error).toMatchObject({ code: 'TIMED_OUT', category: 'transient', retryable: true });
    expect(error.settled.map(({ contactId }) => contactId)).toEqual(['c-0']);
    expect(stage.emulator.requests().length).toBeLessThan(80);
  });
});
