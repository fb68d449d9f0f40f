import { useMemo } from 'react';
import { useSpeech } from '../../i18n/language-context.tsx';
import { useIntegration } from '../../integration/integration-context.tsx';
import { useAnnounce } from '../../ui/announcer.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useCombobox } from '../../ui/use-combobox.ts';
import { useDebounced } from '../../ui/use-debounced.ts';
import { useFocusWhen } from '../../ui/use-focus-when.ts';
import { AttributeOptionRow } from './attribute-option-row.tsx';
import { fieldLabel } from './field-label.ts';
import { obstacleWords } from './obstacle-words.ts';
import { type AttributeOption, indexAttributes, searchAttributes } from './search-attributes.ts';

type AttributeComboboxProps = {
  options: readonly AttributeOption[];
  attribute: string | null;
  onChoose: (attribute: string) => void;
};

/** Long enough for a word to be typed, so that a screen reader does not count at every letter. */
const COUNT_AFTER_MS = 500;

/** Finds an attribute by label, logical name or description. What cannot be chosen is shown with the reason. */
export function AttributeCombobox({ options, attribute, onChoose }: AttributeComboboxProps) {
  const { texts } = useSpeech();
  const { crm } = useIntegration();
  const announce = useAnnounce();
  // It appears when a person opens a row.
  const input = useFocusWhen<HTMLInputElement>(true);
  const index = useMemo(() => indexAttributes(options), [options]);
  const isChosen = ({ field }: AttributeOption) => field.attribute === attribute;
  const { isOpen, query, count, shown, toggle, ...combobox } = useCombobox<AttributeOption>({
    itemsOf: (typed) => searchAttributes(index, typed),
    isChosen,
    chosenText: options.find(isChosen)?.label ?? attribute ?? '',
    onChoose: ({ field, obstacle }) => {
      if (obstacle === null && field.attribute !== attribute) onChoose(field.attribute);
      // The list stays open, so that the reason can be read; who cannot see it hears it.
      if (obstacle)
        announce(obstacleWords(texts.mapping, obstacle, (name) => fieldLabel(texts.mapping, name)));
      return obstacle === null;
    },
  });
  const counted = useDebounced(isOpen ? texts.mapping.results(count) : '', COUNT_AFTER_MS);

  return (
    <div className="gfc-combobox">
      <label className="gfc-label" {...combobox.labelProps}>
        {texts.mapping.target(crm)}
      </label>
      <div className="gfc-combobox-field">
        <Icon name="search" />
        <input
          {...combobox.inputProps}
          ref={input}
          className="gfc-input"
          part="input"
          placeholder={texts.mapping.searchTarget}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
        />
        <button
          type="button"
          {...combobox.toggleProps}
          aria-label={texts.mapping.showAll}
          className="gfc-icon-button gfc-combobox-toggle"
          onClick={() => {
            // A finger opens the list without having been in the input; by it the list is closed again.
            input.current?.focus();
            toggle();
          }}
        >
          <Icon name="chevron" />
        </button>
        <ul
          className="gfc-options"
          part="options"
          data-open={isOpen && count > 0 ? true : undefined}
          {...combobox.listProps}
        >
          {isOpen &&
            shown.map(({ item, index: place, isHighlighted }) => (
              <AttributeOptionRow
                key={item.field.attribute}
                option={item}
                highlighted={isHighlighted}
                chosen={isChosen(item)}
                {...combobox.itemProps(place)}
                aria-disabled={item.obstacle !== null}
              />
            ))}
        </ul>
        {isOpen && count === 0 && (
          <p className="gfc-options gfc-options-empty" data-open>
            {texts.mapping.noTarget(query)}
          </p>
        )}
      </div>
      <output className="gfc-visually-hidden">{counted}</output>
    </div>
  );
}
