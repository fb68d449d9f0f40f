import { describe, expect, test } from 'vitest';
import { manyContacts, openDynamicsFixture } from '../testing/dynamics-fixture.ts';
import { stoppedBy } from '../testing/stopped-by.ts';

/** A lease lasts thirty seconds and is renewed every ten. */
const CERTAIN_MS = 20_000;

describe('the lease check', () => {
  test('comes before every request, and no request can outlast the time that the lease certainly has', async () => {
    await using fixture = await openDynamicsFixture();
    const asked: number[] = [];
    await fixture.sync(manyContacts(300), {
      canStart: (timeoutMs) => {
        asked.push(timeoutMs);
        return true;
      },
    });
    const { token, ...requests } = fixture.emulator.requestCounts().requests;
    expect(asked).toHaveLength(Object.values(requests).reduce((sum, count) => sum + count, 0));
    expect(token).toBe(1);
    expect(Math.max(...asked)).toBeLessThan(CERTAIN_MS);
  });

  test('stops further requests once it fails, and the outcomes reached are kept', async () => {
    await using fixture = await openDynamicsFixture();
    await fixture.sync(manyContacts(1));
    fixture.emulator.clearRequests();
    let begun = 0;
    const work = fixture.sync([{ id: 'none' }, ...manyContacts(400)], {
      canStart: () => {
        begun += 1;
        return begun <= 2;
      },
    });
    const error = await stoppedBy(work);
    expect(error).toMatchObject({ code: 'CANCELLED', category: 'transient', retryable: true });
    expect(fixture.emulator.requests()).toHaveLength(2);
    const outcomes = new Map(error.resolved.map((outcome) => [outcome.contactId, outcome.outcome]));
    expect(outcomes.get('none')).toBe('SKIPPED');
    expect(outcomes.get('c-0')).toBe('UNCHANGED');
    const created = [...outcomes.values()].filter((outcome) => outcome === 'CREATED');
    expect(created).toHaveLength(fixture.emulator.contactCount() - 1);
    expect(created.length).toBeGreaterThan(0);
  });

  test('stops all requests if it fails at the start', async () => {
    await using fixture = await openDynamicsFixture();
    await fixture.port.getEnvironmentId();
    fixture.emulator.clearRequests();
    const work = fixture.sync(manyContacts(3), { canStart: () => false });
    expect(await stoppedBy(work)).toMatchObject({ code: 'CANCELLED', resolved: [] });
    expect(fixture.emulator.requests()).toEqual([]);
  });
});

describe('a request that takes too long', () => {
  const hanging = { type: 'delay', delayMs: 60_000 } as const;
  /** Real delays, so that requests time out. */
  const runtime = {
    delay: (durationMs: number) => new Promise<void>((done) => void setTimeout(done, durationMs).unref()),
  };

  test('is written in smaller requests', async () => {
    await using fixture = await openDynamicsFixture({ runtime });
    await fixture.port.getAvailableContactFields();
    fixture.capTimeouts(700);
    fixture.emulator.addFaults(
      { match: { url: 'CreateMultiple' }, times: null, action: hanging },
      { match: { body: '^(?:[^]*?(?:PATCH|POST )){9}' }, times: null, action: hanging },
    );
    const outcomes = await fixture.sync(manyContacts(60));
    expect(outcomes.every(({ outcome }) => outcome === 'CREATED')).toBe(true);
    expect(fixture.emulator.ledger()).toHaveLength(60);
  });

  test('is found in smaller requests', async () => {
    await using fixture = await openDynamicsFixture({ runtime });
    await fixture.sync(manyContacts(1));
    fixture.capTimeouts(700);
    fixture.emulator.addFaults({ match: { body: '^(?:[^]*?GET ){2}' }, times: null, action: hanging });
    const outcomes = await fixture.sync(manyContacts(900));
    expect(outcomes.filter(({ outcome }) => outcome === 'CREATED')).toHaveLength(899);
    expect(fixture.emulator.contactCount()).toBe(900);
  });

  test('on a server that answers nothing stops the call soon, and no contact fails', async () => {
    await using fixture = await openDynamicsFixture({ runtime });
    await fixture.port.getAvailableContactFields();
    await fixture.sync(manyContacts(1));
    fixture.capTimeouts(300);
    fixture.emulator.addFaults({ match: { body: 'PATCH|POST |Targets' }, times: null, action: hanging });
    const error = await stoppedBy(fixture.sync(manyContacts(500)));
    expect(error).toMatchObject({ code: 'TIMED_OUT', category: 'transient', retryable: true });
    expect(error.resolved.map(({ contactId }) => contactId)).toEqual(['c-0']);
    expect(fixture.emulator.requests().length).toBeLessThan(80);
  });
});
