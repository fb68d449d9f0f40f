import type { FaultRuleInput } from '@goodfunds/dataverse-emulator';
import type { Contact } from '@goodfunds/shared';
import { describe, expect, test } from 'vitest';
import { update } from './simulation/calls.ts';
import { drainUntil, itemsOf, openSimulation, pushRun, runOf } from './simulation/fixture.ts';
import { type Random, seededRandom } from './simulation/random.ts';
import { MAPPINGS } from './simulation/simulation.ts';

const CONTACTS = 260;
const TAKEN_PHONE = '+49 taken';

/** What can be wrong with a contact, and the error code that its item then has. */
const POISONS = {
  NONE: { spoil: (contact: Contact) => contact, code: null },
  EMAIL: { spoil: (contact: Contact) => ({ ...contact, email: 'not an e-mail' }), code: 'INVALID_EMAIL' },
  LONG: {
    spoil: (contact: Contact) => ({ ...contact, lastName: 'long '.repeat(40) }),
    code: 'VALUE_TOO_LONG',
  },
  KEY: { spoil: (contact: Contact) => ({ ...contact, phone: TAKEN_PHONE }), code: 'ALTERNATE_KEY_VIOLATED' },
  WHOLE: { spoil: (contact: Contact) => ({ ...contact, firstName: 'Whole' }), code: 'POISONED' },
} as const;
type Poison = keyof typeof POISONS;

/** How each request that contains a contact of kind WHOLE fails. */
const WHOLE_FAILURES: readonly FaultRuleInput['action'][] = [
  { type: 'respond', status: 400, body: { error: { code: '0x0', message: 'Bad request.' } } },
  { type: 'respond', status: 500, body: '<html>broken</html>' },
  { type: 'drop', when: 'beforeCommit' },
];

describe.each(['nested', 'bare'] as const)('where the error of a change set is %s', (changeSetFailure) => {
  test.each(Array.from({ length: 6 }, (_, seed) => ({ seed, failure: WHOLE_FAILURES[seed % 3] })))(
    'invalid contacts fail with their own codes and all others arrive (set $seed)',
    async ({ seed, failure }) => {
      await using fixture = await openSimulation(seed);
      const { simulation, account } = fixture;
      const { emulator } = account;
      emulator.setBatchFormat({ changeSetFailure });
      await update(simulation, account, { mapping: MAPPINGS.at(-1) ?? {}, onRefusedValue: 'FAIL' });
      emulator.seed({ rows: [{ emailaddress1: 'taken@unrelated.example', telephone1: TAKEN_PHONE }] });
      emulator.defineAlternateKey({ schemaName: 'new_Phone', columns: ['telephone1'] });
      if (failure) {
        emulator.addFaults({
          match: { url: 'batch|Multiple', body: '"Whole"' },
          times: null,
          action: failure,
        });
      }
      const chosen = choosePoisons(seededRandom(seed + 100));
      const contacts = chosen.map((poison, index) => POISONS[poison].spoil(validContact(index)));
      const runId = await pushRun(simulation, account, contacts);
      await drainUntil(simulation, async () => (await runOf(simulation, account, runId)).finishedAt !== null);

      const itemsById = new Map(
        (await itemsOf(simulation, account, runId)).map((item) => [item.contactId, item]),
      );
      const codes = contacts.map(({ id }) => itemsById.get(id)?.error?.code ?? null);
      expect(codes).toEqual(chosen.map((poison) => POISONS[poison].code));
      const valid = contacts.filter((_, index) => chosen[index] === 'NONE').map(({ email }) => email);
      const arrived = [...emulator.contacts()].map((row) => row['emailaddress1']);
      expect(arrived).toHaveLength(valid.length + 1);
      expect(new Set(arrived)).toEqual(new Set([...valid, 'taken@unrelated.example']));
    },
  );

  test.each([
    { share: 0.3, failure: WHOLE_FAILURES[0] },
    { share: 0.8, failure: WHOLE_FAILURES[1] },
    { share: 1, failure: WHOLE_FAILURES[2] },
    { share: 1, failure: WHOLE_FAILURES[0] },
  ])(
    'the run finishes even if $share of a batch make every request with them fail',
    async ({ share, failure }) => {
      await using fixture = await openSimulation(7);
      const { simulation, account } = fixture;
      const { emulator } = account;
      emulator.setBatchFormat({ changeSetFailure });
      await update(simulation, account, { mapping: MAPPINGS.at(-1) ?? {} });
      if (failure) {
        emulator.addFaults({
          match: { url: 'batch|Multiple', body: '"Whole"' },
          times: null,
          action: failure,
        });
      }
      const random = seededRandom(share * 100);
      const chosen = Array.from({ length: 50 }, () => (random.chance(share) ? 'WHOLE' : 'NONE'));
      const contacts = chosen.map((poison, index) => POISONS[poison].spoil(validContact(index)));
      const runId = await pushRun(simulation, account, contacts);
      await drainUntil(simulation, async () => (await runOf(simulation, account, runId)).finishedAt !== null);

      const itemsById = new Map(
        (await itemsOf(simulation, account, runId)).map((item) => [item.contactId, item]),
      );
      const codes = contacts.map(({ id }) => itemsById.get(id)?.error?.code ?? null);
      expect(codes).toEqual(chosen.map((poison) => POISONS[poison].code));
      const valid = contacts.filter((_, index) => chosen[index] === 'NONE').map(({ email }) => email);
      expect(new Set([...emulator.contacts()].map((row) => row['emailaddress1']))).toEqual(new Set(valid));
    },
  );

  test('if the CRM responds but writes no contact, the run waits, no contact fails, and all arrive later', async () => {
    await using fixture = await openSimulation(8);
    const { simulation, account } = fixture;
    const { emulator } = account;
    emulator.setBatchFormat({ changeSetFailure });
    emulator.addFaults({
      match: { url: 'batch|Multiple', body: '"lastname":' },
      times: null,
      action: { type: 'respond', status: 500, body: '<html>broken</html>' },
    });
    const contacts = Array.from({ length: 90 }, (_, index) => validContact(index));
    const runId = await pushRun(simulation, account, contacts);
    const startMs = simulation.environments.time.now();
    await drainUntil(simulation, () => simulation.environments.time.now() > startMs + 3 * 3_600_000);
    expect((await runOf(simulation, account, runId)).counts).toMatchObject({
      pending: contacts.length,
      failed: 0,
    });
    emulator.clearFaults();
    await drainUntil(simulation, async () => (await runOf(simulation, account, runId)).finishedAt !== null);
    expect((await runOf(simulation, account, runId)).counts).toMatchObject({
      created: contacts.length,
      failed: 0,
    });
  });
});

/** From one invalid contact in a batch to many. */
function choosePoisons(random: Random): Poison[] {
  const share = random.pick([1 / CONTACTS, 0.03, 0.15]);
  const chosen = Array.from({ length: CONTACTS }, () =>
    random.chance(share) ? random.pick(['EMAIL', 'LONG', 'KEY', 'WHOLE'] as const) : 'NONE',
  );
  return chosen.with(random.below(CONTACTS), 'WHOLE').with(random.below(CONTACTS), 'KEY');
}

function validContact(index: number): Contact {
  return {
    id: `person-${index}`,
    email: `person-${index}@example.org`,
    firstName: 'Ada',
    lastName: `Berg ${index}`,
    phone: `+49 ${index}`,
  };
}
