export type Isolation = {
  /** Sends some of the suspects; answers those that failed again for no reason of their own. */
  send(suspects: readonly number[]): Promise<number[]>;
  isStopped(): boolean;
  /** Whether anything of this kind got through, so that the failure cannot be everybody's. */
  hasAnyArrived(): boolean;
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
    if (group.length === 1 && only !== undefined) {
      if (!isolation.hasAnyArrived()) return 'MOMENT';
      culprits.push(only);
      return culprits.length > MAX_CULPRITS ? 'MOMENT' : 'CULPRITS';
    }
    // Both halves before either is narrowed: where everything fails, that shows after a few requests.
    const rests: number[][] = [];
    for (const half of halves(group)) rests.push(await isolation.send(half));
    for (const rest of rests) {
      if (rest.length > 0 && (await narrow(rest)) === 'MOMENT') return 'MOMENT';
    }
    return 'CULPRITS';
  }

  return (await narrow(suspects)) === 'MOMENT' ? { kind: 'MOMENT' } : { kind: 'CULPRITS', culprits };
}

/** Contacts that poison a request are rare; more of them at once are a server in trouble. */
const MAX_CULPRITS = 20;

function halves(group: readonly number[]): (readonly number[])[] {
  const middle = Math.ceil(group.length / 2);
  return [group.slice(0, middle), group.slice(middle)];
}
