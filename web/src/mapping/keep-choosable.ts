import { type UseComboboxState, type UseComboboxStateChangeOptions, useCombobox } from 'downshift';
import type { AttributeOption } from './search-attributes.ts';

type State = UseComboboxState<AttributeOption>;
type Change = UseComboboxStateChangeOptions<AttributeOption>;

/**
 * Options that cannot be chosen stay reachable by keyboard, so that their reason can be heard; choosing one
 * changes nothing. Whatever was typed without a choice gives way to the chosen attribute when the focus leaves.
 */
export function keepChoosable(state: State, { changes, type }: Change): Partial<State> {
  const refused = changes.selectedItem !== state.selectedItem && changes.selectedItem?.obstacle;
  if (type === useCombobox.stateChangeTypes.InputBlur) {
    const selectedItem = refused ? state.selectedItem : (changes.selectedItem ?? state.selectedItem);
    return { ...changes, selectedItem, inputValue: selectedItem?.label ?? '' };
  }
  if (refused) {
    const { selectedItem, inputValue, highlightedIndex } = state;
    return { ...changes, selectedItem, inputValue, highlightedIndex, isOpen: true };
  }
  if (type === useCombobox.stateChangeTypes.InputKeyDownEscape) {
    return { ...changes, selectedItem: state.selectedItem, inputValue: state.selectedItem?.label ?? '' };
  }
  return changes;
}
