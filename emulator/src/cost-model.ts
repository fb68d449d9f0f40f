/**
 * What requests cost in time, so that a measurement against the emulator has the proportions of the real thing.
 * This is the one place where time is added. A request waits for a free slot, is carried out, and its answer is
 * then held back for what it cost; the slot is taken until the answer leaves. The operations of a `$batch` cost
 * one after the other.
 */
export interface CostModel {
  /** Every request, whatever it does: the way there and back. */
  readonly requestMs: number;
  /** Every operation of a kind, whether alone or inside a `$batch`. */
  readonly operationMs: {
    readonly find: number;
    readonly create: number;
    readonly update: number;
    readonly delete: number;
    /** A write that a condition or a rule refuses: it was looked up, and changes nothing. */
    readonly refusedWrite: number;
    /** A row of a bulk action that is a request of its own. */
    readonly bulkCreate: number;
    readonly bulkUpdate: number;
    readonly metadata: number;
  };
  /** Requests carried out at the same time; null for no limit. */
  readonly parallelism: number | null;
}

export type Work = Readonly<Record<keyof CostModel['operationMs'], number>>;

export const freeOfCost: CostModel = {
  requestMs: 0,
  operationMs: {
    find: 0,
    create: 0,
    update: 0,
    delete: 0,
    refusedWrite: 0,
    bulkCreate: 0,
    bulkUpdate: 0,
    metadata: 0,
  },
  parallelism: null,
};

export function latencyOnly(requestMs: number): CostModel {
  return { ...freeOfCost, requestMs };
}

export function costOf(model: CostModel, work: Work): number {
  const { operationMs } = model;
  return (
    model.requestMs +
    operationMs.find * work.find +
    operationMs.create * work.create +
    operationMs.update * work.update +
    operationMs.delete * work.delete +
    operationMs.refusedWrite * work.refusedWrite +
    operationMs.bulkCreate * work.bulkCreate +
    operationMs.bulkUpdate * work.bulkUpdate +
    operationMs.metadata * work.metadata
  );
}

/**
 * Lets as many through at once as the model allows, the others in the order of their arrival. A slot passes from
 * one to the next at the time at which it is due to be free, not at the later one at which a timer tells so:
 * else the delays of many short waits would add up.
 */
export class Slots {
  #taken = 0;
  readonly #waiting: ((freeSinceMs: number) => void)[] = [];

  /** Resolves with the time from which the slot is taken. */
  async take(limit: number | null, nowMs: number): Promise<number> {
    if (limit !== null && this.#taken >= limit) {
      const freeSinceMs = await new Promise<number>((resolve) => this.#waiting.push(resolve));
      return Math.max(freeSinceMs, nowMs);
    }
    this.#taken += 1;
    return nowMs;
  }

  /** Hands the slot on to whoever waits longest. */
  free(dueMs: number): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#taken -= 1;
    else next(dueMs);
  }
}
