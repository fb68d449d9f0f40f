import { useSpeech } from '../i18n/language-context.tsx';
import { useIntegration } from '../integration/integration-context.tsx';
import { Icon } from '../ui/icon.tsx';
import { useCombobox } from '../ui/use-combobox.ts';
import { useFocusWhen } from '../ui/use-focus-when.ts';
import { AttributeOptionRow } from './attribute-option-row.tsx';
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
  // It appears when a person opens a row.
  const input = useFocusWhen<HTMLInputElement>(true);
  const { isOpen, query, items, highlighted, ...combobox } = useCombobox<AttributeOption>({
    itemsOf: (typed) => searchAttributes(options, typed),
    chosenText: options.find(({ field }) => field.attribute === attribute)?.label ?? '',
    onChoose: ({ field, obstacle }) => {
      if (obstacle === null && field.attribute !== attribute) onChoose(field.attribute);
      return obstacle === null;
    },
  });
  const countId = `${combobox.inputProps.id}-count`;

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
          aria-describedby={countId}
          placeholder={texts.mapping.searchTarget}
          autoComplete="off"
          spellCheck={false}
        />
        <button
          type="button"
          {...combobox.toggleProps}
          aria-label={texts.mapping.showAll}
          className="gfc-combobox-toggle"
        >
          <Icon name="chevron" />
        </button>
      </div>
      <output className="gfc-only-spoken" id={countId}>
        {isOpen ? texts.mapping.results(items.length) : ''}
      </output>
      <ul className="gfc-options" part="options" data-open={isOpen || undefined} {...combobox.listProps}>
        {isOpen &&
          items.map((option, index) => (
            <AttributeOptionRow
              key={option.field.attribute}
              option={option}
              highlighted={index === highlighted}
              selected={option.field.attribute === attribute}
              {...combobox.itemProps(index)}
              aria-disabled={option.obstacle !== null}
              aria-selected={option.field.attribute === attribute}
            />
          ))}
        {isOpen && items.length === 0 && (
          <li className="gfc-options-empty" role="presentation">
            {texts.mapping.noTarget(query)}
          </li>
        )}
      </ul>
    </div>
  );
}
