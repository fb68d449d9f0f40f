import { useState } from 'react';

/** The row that is being edited: an attribute of a field, or `null` for a new one. */
export type OpenRow = { field: string; attribute: string | null };

export function rowKey(field: string, attribute: string | null): string {
  return `${field} > ${attribute ?? ''}`;
}

type State = {
  open: OpenRow | null;
  /** Grows with every opening, so that opening a row again brings the focus there again. */
  turn: number;
  focusKey: string | null;
};

/** One row is open at a time; when it closes, the focus goes back to its button. */
export function useOpenRow() {
  const [state, setState] = useState<State>({ open: null, turn: 0, focusKey: null });
  return {
    ...state,
    openRow: (open: OpenRow) => setState(({ turn }) => ({ open, turn: turn + 1, focusKey: null })),
    closeRow: () =>
      setState((now) => ({
        ...now,
        open: null,
        focusKey: now.open && rowKey(now.open.field, now.open.attribute),
      })),
    /** Closes, and gives the focus to another row than the one that was open. */
    focusRow: (field: string, attribute: string | null) =>
      setState((now) => ({ ...now, open: null, focusKey: rowKey(field, attribute) })),
  };
}

export type OpenRowState = ReturnType<typeof useOpenRow>;
