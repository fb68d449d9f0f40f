/**
 * What requests cost in time, so that a measurement against the emulator has the proportions of the real thing.
 * This is the one place where time is added. A request waits for a free slot, is carried out, and its answer is
 * then held back for what it cost; the slot is taken until the answer leaves.
 */
export interface CostModel {
  /** Every request, whatever it does: the way there and back. */
  readonly requestMs: number;
  /** Every operation of a kind, whether alone or inside a `$batch`; a row of a bulk action is one operation. */
  readonly operationMs: {
    readonly find: number;
    readonly create: number;
    readonly update: number;
    readonly delete: number;
    readonly metadata: number;
  };
  /** Requests carried out at the same time; null for no limit. */
  readonly parallelism: number | null;
}

export type Work = Readonly<Record<keyof CostModel['operationMs'], number>>;

export const freeOfCost: CostModel = {
  requestMs: 0,
  operationMs: { find: 0, create: 0, update: 0, delete: 0, metadata: 0 },
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
    operationMs.metadata * work.metadata
  );
}

/** Lets as many through at once as the model allows, the others in the order of their arrival. */
export class Slots {
  #taken = 0;
  readonly #waiting: (() => void)[] = [];

  async take(limit: number | null): Promise<void> {
    if (limit !== null && this.#taken >= limit) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
      return;
    }
    this.#taken += 1;
  }

  /** Hands the slot on to whoever waits longest. */
  free(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#taken -= 1;
    else next();
  }
}
