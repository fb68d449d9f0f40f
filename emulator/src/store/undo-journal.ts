/** Remembers how to take back what a unit of work has done. */
export class UndoJournal {
  #steps: (() => void)[] | null = null;

  /** Either all of `work` happens or none of it. Work that is already inside another unit joins that one. */
  atomically<Result>(work: () => Result): Result {
    if (this.#steps !== null) return work();
    const steps: (() => void)[] = [];
    this.#steps = steps;
    try {
      return work();
    } catch (cause) {
      for (const undo of steps.reverse()) undo();
      throw cause;
    } finally {
      this.#steps = null;
    }
  }

  record(undo: () => void): void {
    this.#steps?.push(undo);
  }
}
