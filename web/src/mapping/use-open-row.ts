import { useState } from 'react';

/** The row that is being edited: an attribute of a field, or `null` for a new one. */
export type OpenRow = { field: string; attribute: string | null };

export function rowKey(field: string, attribute: string | null): string {
  return `${field} > ${attribute ?? ''}`;
}

/** One row is open at a time; when it closes, the focus goes back to its button. */
export function useOpenRow() {
  const [state, setState] = useState<{ open: OpenRow | null; focusKey: string | null }>({
    open: null,
    focusKey: null,
  });
  return {
    ...state,
    openRow: (open: OpenRow) => setState({ open, focusKey: null }),
    closeRow: () =>
      setState(({ open }) => ({ open: null, focusKey: open && rowKey(open.field, open.attribute) })),
    /** Closes, and gives the focus to another row than the one that was open. */
    focusRow: (field: string, attribute: string | null) =>
      setState({ open: null, focusKey: rowKey(field, attribute) }),
  };
}
