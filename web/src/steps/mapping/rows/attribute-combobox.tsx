import { type ComponentPropsWithRef, useMemo } from 'react';
import { useI18n } from '../../../i18n/i18n-context.tsx';
import { useIntegration } from '../../../integration/integration-context.tsx';
import { useCombobox } from '../../../ui/combobox/use-combobox.ts';
import { useAnnounce } from '../../../ui/feedback/announcer.tsx';
import { useFocusWhen } from '../../../ui/hooks/focus.ts';
import { useDebounced } from '../../../ui/hooks/use-debounced.ts';
import { Icon } from '../../../ui/icon.tsx';
import { obstacleMessage } from '../messages.ts';
import { type AttributeOption, indexAttributes, searchAttributes } from '../model/search-attributes.ts';
import { AttributeBadges } from './attribute-badges.tsx';

type AttributeComboboxProps = {
  options: readonly AttributeOption[];
  attribute: string | null;
  onChoose: (attribute: string) => void;
};

/** Long enough for a word to be typed, so that the count is not announced after every letter. */
const COUNT_AFTER_MS = 500;

/** Finds an attribute by label, logical name or description. What cannot be chosen is shown with the reason. */
export function AttributeCombobox({ options, attribute, onChoose }: AttributeComboboxProps) {
  const { texts } = useI18n();
  const { crm } = useIntegration();
  const announce = useAnnounce();
  const input = useFocusWhen<HTMLInputElement>(true);
  const index = useMemo(() => indexAttributes(options), [options]);
  const isChosen = ({ field }: AttributeOption) => field.attribute === attribute;
  const { isOpen, query, count, shown, toggle, ...combobox } = useCombobox<AttributeOption>({
    itemsOf: (typed) => searchAttributes(index, typed),
    isChosen,
    chosenText: options.find(isChosen)?.label ?? attribute ?? '',
    onChoose: ({ field, obstacle }) => {
      if (obstacle === null && field.attribute !== attribute) onChoose(field.attribute);
      // The list stays open so that the reason can be read; screen readers get it announced.
      if (obstacle) announce(obstacleMessage(texts.mapping, obstacle));
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
            // The list closes when the input loses the focus, so a tap on the button must give it the focus first.
            input.current?.focus();
            toggle();
          }}
        >
          <Icon name="chevron" />
        </button>
        <ul
          className="gfc-box gfc-options"
          part="options"
          data-open={isOpen && count > 0 ? true : undefined}
          {...combobox.listProps}
        >
          {isOpen &&
            shown.map(({ item, index: place }) => (
              <AttributeOptionRow
                key={item.field.attribute}
                option={item}
                chosen={isChosen(item)}
                {...combobox.itemProps(place)}
                aria-disabled={item.obstacle !== null}
              />
            ))}
        </ul>
        {isOpen && count === 0 && (
          <p className="gfc-box gfc-options gfc-options-empty" data-open>
            {texts.mapping.noTarget(query)}
          </p>
        )}
      </div>
      <output className="gfc-visually-hidden">{counted}</output>
    </div>
  );
}

type AttributeOptionRowProps = ComponentPropsWithRef<'li'> & {
  option: AttributeOption;
  chosen: boolean;
};

function AttributeOptionRow({ option, chosen, ...props }: AttributeOptionRowProps) {
  const { texts } = useI18n();
  const { field, label, obstacle } = option;
  return (
    <li {...props} className="gfc-stack gfc-option">
      <span className="gfc-inline gfc-option-head">
        <span className="gfc-strong">{label}</span> <code>{field.attribute}</code>
        {chosen && (
          <>
            <Icon name="check" />
            <span className="gfc-visually-hidden">{texts.mapping.chosen}</span>
          </>
        )}
      </span>
      {obstacle ? (
        <span className="gfc-muted gfc-small">{obstacleMessage(texts.mapping, obstacle)}</span>
      ) : (
        <AttributeBadges field={field} />
      )}
      {field.description && <span className="gfc-muted gfc-small">{field.description}</span>}
    </li>
  );
}
