/** Records how to undo a unit of work. */
export class UndoJournal {
  #steps: (() => void)[] | null = null;

  /** Runs `work` as a transaction. A nested transaction joins the outer one. */
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
