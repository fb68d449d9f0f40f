/**
 * The requests that may be under way to one environment at the same time, shared by all calls that write there.
 * Finds go first, because they are short and give the lanes work; of the writes, those of the call that came
 * first, so that one call ends early and the next can be fetched, instead of all ending together.
 */
export type Lanes = { join(): LaneUser };

export type LaneUser = {
  /** Resolves when a request may leave; the answer is called when it has ended. */
  take(kind: 'FIND' | 'WRITE'): Promise<() => void>;
  /** Whether nobody else uses the lanes at the moment. */
  isAlone(): boolean;
  leave(): void;
};

type Waiting = { rank: number; begin: () => void };

/** `limit` is asked again and again, so that it may change at any time. */
export function createLanes(limit: () => number): Lanes {
  const users = new Set<number>();
  let waiting: Waiting[] = [];
  let taken = 0;
  let lastUser = FIND_RANK;

  function letIn(): void {
    while (taken < limit()) {
      const next = firstOf(waiting);
      if (!next) return;
      waiting = waiting.filter((other) => other !== next);
      taken += 1;
      next.begin();
    }
  }

  function endOnce(): () => void {
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      taken -= 1;
      letIn();
    };
  }

  return {
    join: () => {
      lastUser += 1;
      const user = lastUser;
      users.add(user);
      return {
        take: (kind) =>
          new Promise((resolve) => {
            waiting.push({ rank: kind === 'FIND' ? FIND_RANK : user, begin: () => resolve(endOnce()) });
            letIn();
          }),
        isAlone: () => users.size <= 1,
        leave: () => users.delete(user),
      };
    },
  };
}

const FIND_RANK = 0;

/** The lowest rank, and of equals who came first. */
function firstOf(waiting: readonly Waiting[]): Waiting | undefined {
  let first = waiting[0];
  for (const other of waiting) if (first && other.rank < first.rank) first = other;
  return first;
}
