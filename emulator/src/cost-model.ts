/**
 * The simulated duration of requests, so that measurements against the emulator have realistic proportions. No other
 * module adds delays. A request waits for a free slot and is executed; then its answer is delayed by its cost. The
 * slot is free again when the answer is sent. The costs of the operations in a `$batch` add up.
 */
export interface CostModel {
  /** The round trip of any request. */
  readonly requestMs: number;
  /** By kind of operation, alone or inside a `$batch`. */
  readonly operationMs: {
    readonly find: number;
    readonly create: number;
    readonly update: number;
    readonly delete: number;
    /** A write refused by a condition or a rule: it costs a lookup. */
    readonly refusedWrite: number;
    /** One row of a bulk action. */
    readonly bulkCreate: number;
    readonly bulkUpdate: number;
    readonly metadata: number;
  };
  /** Maximum number of concurrent requests; null for no limit. */
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
 * Limits concurrent requests, first come first served. A slot is handed over at the time it was due, not at the
 * later time when its timer fired; otherwise timer delays would add up.
 */
export class Slots {
  #taken = 0;
  readonly #waiting: ((freeSinceMs: number) => void)[] = [];

  /** Resolves with the time at which the slot was taken. */
  async take(limit: number | null, nowMs: number): Promise<number> {
    if (limit !== null && this.#taken >= limit) {
      const freeSinceMs = await new Promise<number>((resolve) => this.#waiting.push(resolve));
      return Math.max(freeSinceMs, nowMs);
    }
    this.#taken += 1;
    return nowMs;
  }

  /** Hands the slot to the request that has waited longest. */
  free(dueMs: number): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#taken -= 1;
    else next(dueMs);
  }
}
