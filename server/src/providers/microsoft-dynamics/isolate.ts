export type Isolation = {
  /** Sends some of the suspects; answers those that failed again for no reason of their own. */
  send(suspects: readonly number[]): Promise<number[]>;
  isStopped(): boolean;
  /** Whether anything of this kind got through so far. */
  hasAnyArrived(): boolean;
  /** Whether a request of this kind, with nobody in it, is answered at this moment. */
  isAnswered(): Promise<boolean>;
};

export type Verdict =
  /** These fail alone, while others get through. */
  | { kind: 'CULPRITS'; culprits: number[] }
  /** Everything fails, or far too much: it is nobody's own fault. */
  | { kind: 'MOMENT' };

/** Finds by halving who makes a request fail. Everybody else has been sent by then. */
export async function isolate(suspects: readonly number[], isolation: Isolation): Promise<Verdict> {
  const culprits: number[] = [];

  async function narrow(group: readonly number[]): Promise<Verdict['kind']> {
    if (isolation.isStopped()) return 'CULPRITS';
    const [only] = group;
    if (group.length === 1 && only !== undefined) return judge(only);
    // Both halves before either is narrowed: where everything fails, that shows after a few requests.
    const rests: number[][] = [];
    for (const half of halves(group)) rests.push(await isolation.send(half));
    for (const rest of rests) {
      if (rest.length > 0 && (await narrow(rest)) === 'MOMENT') return 'MOMENT';
    }
    return 'CULPRITS';
  }

  /** Alone between two requests that are answered: only then it is the contact and not the moment. */
  async function judge(suspect: number): Promise<Verdict['kind']> {
    if (!(await isolation.isAnswered())) return 'MOMENT';
    const fails = (await isolation.send([suspect])).length > 0;
    if (!fails || isolation.isStopped()) return 'CULPRITS';
    if (!(await isolation.isAnswered())) return 'MOMENT';
    culprits.push(suspect);
    const most = isolation.hasAnyArrived() ? MAX_CULPRITS : MAX_CULPRITS_IF_NOBODY_ARRIVED;
    return culprits.length > most ? 'MOMENT' : 'CULPRITS';
  }

  return (await narrow(suspects)) === 'MOMENT' ? { kind: 'MOMENT' } : { kind: 'CULPRITS', culprits };
}

/** Contacts that poison a request are rare; more of them at once are a server in trouble. */
const MAX_CULPRITS = 20;
const MAX_CULPRITS_IF_NOBODY_ARRIVED = 2;

function halves(group: readonly number[]): (readonly number[])[] {
  const middle = Math.ceil(group.length / 2);
  return [group.slice(0, middle), group.slice(middle)];
}
