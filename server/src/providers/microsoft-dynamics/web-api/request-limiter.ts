/**
 * The requests that may be under way to one environment at the same time, shared by all calls that write there.
 * Finds go first and may wait at the server already, because they are short and give the lanes work; of the
 * writes, those of the call that came first go first, so that it ends early and the next one can be fetched,
 * instead of all ending together.
 */
export type Lanes = {
  join(): LaneUser;
  /** Resolves when a find may leave. */
  takeForFind(): Promise<Lane>;
};

export type LaneUser = {
  /** Resolves when a write may leave. */
  take(): Promise<Lane>;
  /** How long each of the lanes will still be taken, besides one that is at hand. */
  othersMs(nowMs: number): number[];
  /** Whether nobody else uses the lanes at the moment. */
  isAlone(): boolean;
  leave(): void;
};

export type Lane = {
  /** When the request is expected to end. */
  expect(endMs: number): void;
  end(): void;
};

type Waiting = { rank: number; begin: () => void };

/** `limit` is asked again and again, so that it may change at any time. */
export function createLanes(limit: () => number): Lanes {
  const users = new Set<number>();
  const taken = new Set<{ endMs: number }>();
  let waiting: Waiting[] = [];
  let lastUser = FIND_RANK;

  function letIn(): void {
    for (;;) {
      const next = firstOf(waiting);
      if (!next) return;
      const room = next.rank === FIND_RANK ? limit() + FINDS_AHEAD : limit();
      if (taken.size >= room) return;
      waiting = waiting.filter((other) => other !== next);
      next.begin();
    }
  }

  function open(): Lane {
    const lane = { endMs: 0 };
    taken.add(lane);
    return {
      expect: (endMs) => {
        lane.endMs = endMs;
      },
      end: () => {
        taken.delete(lane);
        letIn();
      },
    };
  }

  function enter(rank: number): Promise<Lane> {
    return new Promise((resolve) => {
      waiting.push({ rank, begin: () => resolve(open()) });
      letIn();
    });
  }

  return {
    takeForFind: () => enter(FIND_RANK),
    join: () => {
      lastUser += 1;
      const user = lastUser;
      users.add(user);
      return {
        take: () => enter(user),
        othersMs: (nowMs) => {
          const busy = [...taken]
            .map(({ endMs }) => Math.max(0, endMs - nowMs))
            .filter((leftMs) => leftMs > 0);
          const free = Math.max(0, limit() - 1 - busy.length);
          return [...busy, ...Array.from({ length: free }, () => 0)];
        },
        isAlone: () => users.size <= 1,
        leave: () => users.delete(user),
      };
    },
  };
}

const FIND_RANK = 0;
/**
 * Finds that are on the way beyond the limit, so that one begins in the moment in which a lane becomes free. With
 * more of them each is smaller.
 */
const FINDS_AHEAD = 1;

/** The lowest rank, and of equals who came first. */
function firstOf(waiting: readonly Waiting[]): Waiting | undefined {
  let first = waiting[0];
  for (const other of waiting) if (first && other.rank < first.rank) first = other;
  return first;
}
