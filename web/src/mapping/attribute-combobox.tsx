import { useCombobox } from 'downshift';
import { useId, useMemo, useState } from 'react';
import { useSpeech } from '../i18n/language-context.tsx';
import { useIntegration } from '../integration/integration-context.tsx';
import { Icon } from '../ui/icon.tsx';
import { useComboboxEnvironment } from '../ui/use-combobox-environment.ts';
import { useFocusWhen } from '../ui/use-focus-when.ts';
import { AttributeOptionRow } from './attribute-option-row.tsx';
import { keepChoosable } from './keep-choosable.ts';
import { type AttributeOption, searchAttributes } from './search-attributes.ts';

type AttributeComboboxProps = {
  options: readonly AttributeOption[];
  attribute: string | null;
  onChoose: (attribute: string) => void;
};

/** Finds an attribute by label, logical name or description. What cannot be chosen is shown with the reason. */
export function AttributeCombobox({ options, attribute, onChoose }: AttributeComboboxProps) {
  const { texts } = useSpeech();
  const { crm } = useIntegration();
  const [query, setQuery] = useState('');
  const found = useMemo(() => searchAttributes(options, query), [options, query]);
  const selected = options.find(({ field }) => field.attribute === attribute) ?? null;
  const id = useId();
  // It appears when a person opens a row.
  const input = useFocusWhen<HTMLInputElement>(true);

  const combobox = useCombobox<AttributeOption>({
    id,
    items: found,
    selectedItem: selected,
    itemToString: (option) => option?.label ?? '',
    itemToKey: (option) => option?.field.attribute,
    environment: useComboboxEnvironment(),
    stateReducer: keepChoosable,
    onInputValueChange: ({ inputValue, selectedItem, type }) => {
      const typed = type === useCombobox.stateChangeTypes.InputChange;
      setQuery(typed && inputValue !== selectedItem?.label ? inputValue : '');
    },
    onIsOpenChange: ({ isOpen }) => {
      if (!isOpen) setQuery('');
    },
    onSelectedItemChange: ({ selectedItem }) => {
      if (selectedItem) onChoose(selectedItem.field.attribute);
    },
  });

  return (
    <div className="gfc-combobox">
      <label className="gfc-label" {...combobox.getLabelProps()}>
        {texts.mapping.target(crm)}
      </label>
      <div className="gfc-combobox-field">
        <Icon name="search" />
        <input
          {...combobox.getInputProps({ ref: input, 'aria-describedby': `${id}-count` })}
          className="gfc-input"
          placeholder={texts.mapping.searchTarget}
          autoComplete="off"
          spellCheck={false}
        />
        <button
          type="button"
          {...combobox.getToggleButtonProps({ 'aria-label': texts.mapping.showAll })}
          className="gfc-combobox-toggle"
        >
          <Icon name="chevron" />
        </button>
      </div>
      <output className="gfc-only-spoken" id={`${id}-count`}>
        {combobox.isOpen ? texts.mapping.results(found.length) : ''}
      </output>
      <ul className="gfc-options" data-open={combobox.isOpen || undefined} {...combobox.getMenuProps()}>
        {combobox.isOpen &&
          found.map((option, index) => (
            <AttributeOptionRow
              key={option.field.attribute}
              option={option}
              highlighted={index === combobox.highlightedIndex}
              selected={option.field.attribute === attribute}
              {...combobox.getItemProps({
                item: option,
                index,
                'aria-disabled': option.obstacle !== null,
                'aria-selected': option.field.attribute === attribute,
              })}
            />
          ))}
        {combobox.isOpen && found.length === 0 && (
          <li className="gfc-options-empty" role="presentation">
            {texts.mapping.noTarget(query)}
          </li>
        )}
      </ul>
    </div>
  );
}
