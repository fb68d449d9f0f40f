import type { FaultRuleInput } from '@goodfunds/dataverse-emulator';
import type { Contact } from '@goodfunds/shared';
import { describe, expect, test } from 'vitest';
import { update } from './simulation/calls.ts';
import { type Random, seededRandom } from './simulation/random.ts';
import { drainUntil, itemsOf, openStage, runOf } from './simulation/stage.ts';
import { ALL_MAPPINGS } from './simulation/world.ts';

const HOW_MANY = 260;
const TAKEN_PHONE = '+49 taken';

/** What can be wrong with one contact, and by which code that is told. */
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

/** How a whole request ends that holds the contact in question. */
const WHOLE_FAILURES: readonly FaultRuleInput['action'][] = [
  { type: 'respond', status: 400, body: { error: { code: '0x0', message: 'Bad request.' } } },
  { type: 'respond', status: 500, body: '<html>broken</html>' },
  { type: 'drop', when: 'beforeCommit' },
];

describe.each(['nested', 'bare'] as const)('where the error of a change set is %s', (changeSetFailure) => {
  test.each(Array.from({ length: 6 }, (_, seed) => ({ seed, failure: WHOLE_FAILURES[seed % 3] })))(
    'any poisoned contacts fail alone and each by its code, and all others arrive (set $seed)',
    async ({ seed, failure }) => {
      await using stage = await openStage(seed);
      const { world, account } = stage;
      const { emulator } = account;
      emulator.setBatchFormat({ changeSetFailure });
      await update(world, account, { mapping: ALL_MAPPINGS.at(-1) ?? {} });
      emulator.seed({ rows: [{ emailaddress1: 'taken@bystander.example', telephone1: TAKEN_PHONE }] });
      emulator.defineAlternateKey({ schemaName: 'new_Phone', columns: ['telephone1'] });
      if (failure) {
        emulator.addFaults({
          match: { url: 'batch|Multiple', body: '"Whole"' },
          times: null,
          action: failure,
        });
      }
      const chosen = choosePoisons(seededRandom(seed + 100));
      const contacts = chosen.map((poison, index) => POISONS[poison].spoil(soundContact(index)));
      const answer = await world.workers[0]?.sync.push(account.caller, { contacts });
      const runId = answer?.runs[0]?.id ?? '';
      await drainUntil(world, async () => (await runOf(world, account, runId)).finishedAt !== null);

      const ended = new Map((await itemsOf(world, account, runId)).map((item) => [item.contactId, item]));
      const told = contacts.map(({ id }) => ended.get(id)?.error?.code ?? null);
      expect(told).toEqual(chosen.map((poison) => POISONS[poison].code));
      const sound = contacts.filter((_, index) => chosen[index] === 'NONE').map(({ email }) => email);
      const arrived = [...emulator.contacts()].map((row) => row['emailaddress1']);
      expect(arrived).toHaveLength(sound.length + 1);
      expect(new Set(arrived)).toEqual(new Set([...sound, 'taken@bystander.example']));
    },
  );

  test.each([
    { share: 0.3, failure: WHOLE_FAILURES[0] },
    { share: 0.8, failure: WHOLE_FAILURES[1] },
    { share: 1, failure: WHOLE_FAILURES[2] },
    { share: 1, failure: WHOLE_FAILURES[0] },
  ])(
    'the run ends even where $share of a batch make each request fail that they are in',
    async ({ share, failure }) => {
      await using stage = await openStage(7);
      const { world, account } = stage;
      const { emulator } = account;
      emulator.setBatchFormat({ changeSetFailure });
      await update(world, account, { mapping: ALL_MAPPINGS.at(-1) ?? {} });
      if (failure) {
        emulator.addFaults({
          match: { url: 'batch|Multiple', body: '"Whole"' },
          times: null,
          action: failure,
        });
      }
      const random = seededRandom(share * 100);
      const chosen = Array.from({ length: 50 }, () => (random.chance(share) ? 'WHOLE' : 'NONE'));
      const contacts = chosen.map((poison, index) => POISONS[poison].spoil(soundContact(index)));
      const answer = await world.workers[0]?.sync.push(account.caller, { contacts });
      const runId = answer?.runs[0]?.id ?? '';
      await drainUntil(world, async () => (await runOf(world, account, runId)).finishedAt !== null);

      const ended = new Map((await itemsOf(world, account, runId)).map((item) => [item.contactId, item]));
      const told = contacts.map(({ id }) => ended.get(id)?.error?.code ?? null);
      expect(told).toEqual(chosen.map((poison) => POISONS[poison].code));
      const sound = contacts.filter((_, index) => chosen[index] === 'NONE').map(({ email }) => email);
      expect(new Set([...emulator.contacts()].map((row) => row['emailaddress1']))).toEqual(new Set(sound));
    },
  );

  test('where the CRM answers but writes nobody, the run waits, nobody is blamed and all arrive later', async () => {
    await using stage = await openStage(8);
    const { world, account } = stage;
    const { emulator } = account;
    emulator.setBatchFormat({ changeSetFailure });
    emulator.addFaults({
      match: { url: 'batch|Multiple', body: '"lastname":' },
      times: null,
      action: { type: 'respond', status: 500, body: '<html>broken</html>' },
    });
    const contacts = Array.from({ length: 90 }, (_, index) => soundContact(index));
    const answer = await world.workers[0]?.sync.push(account.caller, { contacts });
    const runId = answer?.runs[0]?.id ?? '';
    const beganMs = world.environments.time.nowMs;
    await drainUntil(world, () => world.environments.time.nowMs > beganMs + 3 * 3_600_000);
    expect((await runOf(world, account, runId)).counts).toMatchObject({
      pending: contacts.length,
      failed: 0,
    });
    emulator.clearFaults();
    await drainUntil(world, async () => (await runOf(world, account, runId)).finishedAt !== null);
    expect((await runOf(world, account, runId)).counts).toMatchObject({
      created: contacts.length,
      failed: 0,
    });
  });
});

/** From one in a whole batch to many side by side. */
function choosePoisons(random: Random): Poison[] {
  const share = random.pick([1 / HOW_MANY, 0.03, 0.15]);
  const chosen = Array.from({ length: HOW_MANY }, () =>
    random.chance(share) ? random.pick(['EMAIL', 'LONG', 'KEY', 'WHOLE'] as const) : 'NONE',
  );
  return chosen.with(random.below(HOW_MANY), 'WHOLE').with(random.below(HOW_MANY), 'KEY');
}

function soundContact(index: number): Contact {
  return {
    id: `person-${index}`,
    email: `person-${index}@example.org`,
    firstName: 'Ada',
    lastName: `Berg ${index}`,
    phone: `+49 ${index}`,
  };
}
