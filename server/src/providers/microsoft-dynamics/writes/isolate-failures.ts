export type Isolation = {
  /** Sends some of the suspects; answers those that failed again for no reason of their own. */
  send(suspects: readonly number[]): Promise<number[]>;
  isStopped(): boolean;
  /** Whether anything of this kind got through so far. */
  hasAnyArrived(): boolean;
  /** Whether a request of this kind, with nobody in it, is answered at this moment. */
  isAnswered(): Promise<boolean>;
  /** Whether somebody who is known to be good would be written at this moment. */
  isGoodOneWritten(): Promise<boolean>;
};

export type Verdict =
  /**
   * These fail alone, while others get through. Everybody else has been sent, or `isComplete` is false: there are
   * more to be found than one call should take.
   */
  | { kind: 'CULPRITS'; culprits: number[]; isComplete: boolean }
  /** Everything fails: it is nobody's own fault. */
  | { kind: 'MOMENT' };

/** Finds by halving who makes a request fail. */
export async function isolate(suspects: readonly number[], isolation: Isolation): Promise<Verdict> {
  const culprits: number[] = [];
  let isProven = false;

  async function narrow(group: readonly number[]): Promise<Step> {
    if (isolation.isStopped()) return 'ON';
    const [only] = group;
    if (group.length === 1 && only !== undefined) return await judge(only);
    // Both halves before either is narrowed: where everything fails, that shows after a few requests.
    const rests: number[][] = [];
    for (const half of halves(group)) rests.push(await isolation.send(half));
    for (const rest of rests) {
      const step = rest.length > 0 ? await narrow(rest) : 'ON';
      if (step !== 'ON') return step;
    }
    return 'ON';
  }

  /** Alone between two requests that are answered: only then it is the contact and not the moment. */
  async function judge(suspect: number): Promise<Step> {
    if (!(await isolation.isAnswered())) return 'MOMENT';
    const fails = (await isolation.send([suspect])).length > 0;
    if (!fails || isolation.isStopped()) return 'ON';
    if (!(await isolation.isAnswered())) return 'MOMENT';
    culprits.push(suspect);
    if (culprits.length >= MOST_CULPRITS) return 'ENOUGH';
    const isDoubtful = culprits.length > MOST_CULPRITS_IF_NOBODY_ARRIVED && !isolation.hasAnyArrived();
    return isDoubtful && !isProven ? await prove() : 'ON';
  }

  /** Where nobody gets through, whoever was judged so far is judged again once a good one has been seen to. */
  async function prove(): Promise<Step> {
    if (!(await isolation.isGoodOneWritten())) return 'MOMENT';
    isProven = true;
    for (const suspect of culprits.splice(0)) {
      const step = await judge(suspect);
      if (step !== 'ON') return step;
    }
    return 'ON';
  }

  const last = await narrow(suspects);
  const needsProof = isProven || last === 'ENOUGH';
  if (last === 'MOMENT' || (needsProof && !(await isolation.isGoodOneWritten()))) return { kind: 'MOMENT' };
  return { kind: 'CULPRITS', culprits, isComplete: last !== 'ENOUGH' };
}

type Step = 'ON' | 'ENOUGH' | Extract<Verdict['kind'], 'MOMENT'>;

/**
 * Contacts that poison a request are rare. So many at once look like a server in trouble, which has to be ruled
 * out; and looking for more would take a call too long.
 */
const MOST_CULPRITS = 20;
/** Where nobody else gets through it looks like that even sooner. */
const MOST_CULPRITS_IF_NOBODY_ARRIVED = 2;

function halves(group: readonly number[]): (readonly number[])[] {
  const middle = Math.ceil(group.length / 2);
  return [group.slice(0, middle), group.slice(middle)];
}
