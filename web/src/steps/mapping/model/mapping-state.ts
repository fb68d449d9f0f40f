import { type Mapping, type MappingRow, ownProperty, type SuggestedRow } from '@goodfunds/shared';
import { acceptSuggestions } from './mapping-view.ts';

/** A row of the table: an attribute of a field, or `null` for a row that does not exist yet. */
export type RowId = { field: string; attribute: string | null };

export type MappingState = {
  mapping: Mapping;
  open: RowId | null;
  /** Counts the openings, so that opening a row again moves the focus there again. */
  openings: number;
  focused: RowId | null;
};

export type MappingAction =
  | { type: 'OPEN'; row: RowId }
  | { type: 'CLOSE' }
  | { type: 'SET'; attribute: string; row: MappingRow }
  | { type: 'MOVE'; from: RowId; to: string }
  | { type: 'REMOVE'; field: string; attribute: string }
  | { type: 'ACCEPT'; suggestions: readonly SuggestedRow[]; focused: RowId | null };

export function reduceMapping(state: MappingState, action: MappingAction): MappingState {
  const { mapping, open, openings } = state;
  switch (action.type) {
    case 'OPEN':
      return { ...state, open: action.row, openings: openings + 1, focused: null };
    case 'CLOSE':
      return { ...state, open: null, focused: open };
    case 'SET':
      return { ...state, mapping: { ...mapping, [action.attribute]: action.row } };
    case 'MOVE': {
      const { field, attribute } = action.from;
      const before = attribute === null ? null : ownProperty(mapping, attribute)?.strategy;
      // The other attribute need not be of the same type.
      const strategy = before === 'UPDATE_IF_STRICTER' ? null : before;
      const moved = { ...without(mapping, attribute), [action.to]: { field, ...(strategy && { strategy }) } };
      return reduceMapping(
        { ...state, mapping: moved },
        { type: 'OPEN', row: { field, attribute: action.to } },
      );
    }
    case 'REMOVE':
      return {
        ...state,
        mapping: without(mapping, action.attribute),
        open: null,
        focused: { field: action.field, attribute: null },
      };
    case 'ACCEPT':
      return {
        ...state,
        mapping: acceptSuggestions(mapping, action.suggestions),
        ...(action.focused && { open: null, focused: action.focused }),
      };
  }
}

function without(mapping: Mapping, attribute: string | null): Mapping {
  return Object.fromEntries(Object.entries(mapping).filter(([known]) => known !== attribute));
}
