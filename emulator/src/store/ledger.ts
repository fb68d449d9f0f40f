import type { UndoJournal } from './undo-journal.ts';

/** One committed change. A rollback removes it. */
export interface Commit {
  readonly kind: 'create' | 'update' | 'delete';
  readonly contactId: string;
  /** Logical names of the sent columns, read-only ones included, in the order of the payload. */
  readonly columns: readonly string[];
  readonly at: string;
  readonly by: 'api' | 'staff';
}

export class Ledger {
  /** Number of changes including rolled-back ones, which cost time too. */
  begun = 0;
  #commits: Commit[] = [];
  readonly #journal: UndoJournal;

  constructor(journal: UndoJournal) {
    this.#journal = journal;
  }

  record(commit: Commit): void {
    this.begun += 1;
    this.#commits.push(commit);
    this.#journal.record(() => this.#commits.pop());
  }

  all(): readonly Commit[] {
    return this.#commits;
  }

  clear(): void {
    this.#commits = [];
  }
}
