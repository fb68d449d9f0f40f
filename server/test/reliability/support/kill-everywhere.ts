import { type Caller, createCaller, type RoundWay } from './crash-story.ts';
import { durableHouse } from './durable-house.ts';
import { findFlaws } from './file-invariants.ts';
import { judgeLedger, type LedgerVerdict } from './ledger-verdict.ts';

export type KillReport = LedgerVerdict & {
  kills: number;
  /** Points at which a process has died. */
  points: ReadonlySet<string>;
  flaws: string[];
  contacts: number;
  changes: number;
};

/**
 * Kills one process after the other on the same file, each at its point and hit, while a caller goes on; then lets
 * the last one finish and asks the CRM's ledger.
 */
export async function killEverywhere(plans: readonly { point: string; hit: number }[]): Promise<KillReport> {
  await using house = await durableHouse();
  const first = await house.mustStart();
  const { id: integrationId } = await house.connect(first);
  await first.kill();
  const caller = createCaller(house, integrationId);
  const points = new Set<string>();
  for (const { point, hit } of plans) {
    const child = await house.start({ stopAt: { point, hit, signal: 'SIGKILL' } });
    if (child) await workUntilItDies(caller, child, point);
    points.add(point);
  }
  const last = await house.mustStart();
  await caller.round(last, 'PLAIN');
  await caller.round(last, 'PLAIN');
  await last.kill();
  return {
    ...judgeLedger(house.emulator, caller.contacts.values()),
    kills: plans.length,
    points,
    flaws: findFlaws(house.databasePath),
    contacts: caller.contacts.size,
    changes: caller.changes(),
  };
}

async function workUntilItDies(
  caller: Caller,
  child: Parameters<Caller['round']>[0],
  point: string,
): Promise<void> {
  for (let rounds = 1; (await caller.round(child, wayTo(point))) === 'DONE'; rounds += 1) {
    if (rounds > MOST_ROUNDS) throw new Error(`the process never came to the point “${point}”`);
  }
}

const MOST_ROUNDS = 10;

function wayTo(point: string): RoundWay {
  // A token is kept; only a test of the connection asks for another one.
  if (/suspend|recordStatus|token/.test(point)) return 'TROUBLED';
  return point.endsWith('renew') ? 'SLOW' : 'PLAIN';
}
