/** What the isolation does at the server. */
export type IsolationRequests<Item> = {
  send(items: readonly Item[]): Promise<SentGroup<Item>>;
  /** Whether a request of this kind, with no item in it, is answered now. */
  isWritingAnswered(): Promise<boolean>;
  /** Whether an item that is known to be good would be written now. */
  isCreatingAnswered(): Promise<boolean>;
  /** Whether the call still has time. */
  hasTime(): boolean;
};

type SentGroup<Item> = {
  /** Those that failed again without a reason of their own. */
  failed: readonly Item[];
  /** Whether anything got through. */
  arrived: boolean;
  /** Nothing more can be written at all. */
  stopped: boolean;
};

export type Isolation<Item> =
  /**
   * These fail alone, while others are written. All others have been sent, unless `isComplete` is false: then there are
   * more failing items than one call should isolate.
   */
  | { kind: 'FAILING_ITEMS'; items: Item[]; isComplete: boolean }
  /** Everything fails, so the cause is the server and not an item. */
  | { kind: 'TRANSIENT' };

/**
 * Finds by halving which items make their request fail. After the budget has ended, it continues until it has found
 * or written an item, because otherwise every later call would end at the same point.
 *
 * @param arrived whether any item was written before
 */
export async function isolateFailures<Item>(
  candidates: readonly Item[],
  requests: IsolationRequests<Item>,
  arrived: boolean,
): Promise<Isolation<Item>> {
  const failing: Item[] = [];
  let isCreatingProven = false;
  let hasAnyArrived = arrived;
  let hasProgress = false;
  let isStopped = false;

  async function send(items: readonly Item[]): Promise<readonly Item[]> {
    const sent = await requests.send(items);
    hasAnyArrived ||= sent.arrived;
    hasProgress ||= sent.arrived;
    isStopped ||= sent.stopped;
    return sent.failed;
  }

  async function narrow(group: readonly Item[]): Promise<Step> {
    if (isStopped) return 'CONTINUE';
    if (hasProgress && !requests.hasTime()) return 'ENOUGH';
    const [only] = group;
    if (group.length === 1 && only !== undefined) return await check(only);
    // Both halves before either is narrowed: where everything fails, that shows after a few requests.
    const rests: (readonly Item[])[] = [];
    for (const half of halves(group)) rests.push(await send(half));
    for (const rest of rests) {
      const step = rest.length > 0 ? await narrow(rest) : 'CONTINUE';
      if (step !== 'CONTINUE') return step;
    }
    return 'CONTINUE';
  }

  /** Alone between two requests that are answered: only then it is the item and not the server. */
  async function check(item: Item): Promise<Step> {
    if (!(await requests.isWritingAnswered())) return 'TRANSIENT';
    const fails = (await send([item])).length > 0;
    if (!fails || isStopped) return 'CONTINUE';
    if (!(await requests.isWritingAnswered())) return 'TRANSIENT';
    failing.push(item);
    hasProgress = true;
    if (failing.length >= MAX_FAILING_ITEMS || !requests.hasTime()) return 'ENOUGH';
    const isDoubtful = failing.length > MAX_FAILING_ITEMS_IF_NONE_ARRIVED && !hasAnyArrived;
    return isDoubtful && !isCreatingProven ? await checkAllAgain() : 'CONTINUE';
  }

  /** If nothing is written, checks all failed items again as soon as the server answers writes. */
  async function checkAllAgain(): Promise<Step> {
    if (!(await requests.isCreatingAnswered())) return 'TRANSIENT';
    isCreatingProven = true;
    for (const item of failing.splice(0)) {
      const step = await check(item);
      if (step !== 'CONTINUE') return step;
    }
    return 'CONTINUE';
  }

  const last = await narrow(candidates);
  const looksTransient = last === 'ENOUGH' && (failing.length >= MAX_FAILING_ITEMS || !hasAnyArrived);
  const needsProof = isCreatingProven || looksTransient;
  if (last === 'TRANSIENT' || (needsProof && !(await requests.isCreatingAnswered())))
    return { kind: 'TRANSIENT' };
  return { kind: 'FAILING_ITEMS', items: failing, isComplete: last !== 'ENOUGH' };
}

type Step = 'CONTINUE' | 'ENOUGH' | 'TRANSIENT';

/**
 * Items that make their request fail are rare. This many at once indicate a server problem, and isolating more would
 * take too long for one call.
 */
const MAX_FAILING_ITEMS = 20;
/** Fewer are enough to indicate a server problem if no other write succeeds. */
const MAX_FAILING_ITEMS_IF_NONE_ARRIVED = 2;

function halves<Item>(group: readonly Item[]): (readonly Item[])[] {
  const middle = Math.ceil(group.length / 2);
  return [group.slice(0, middle), group.slice(middle)];
}
