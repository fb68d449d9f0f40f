import { useId, useRef, useState } from 'react';
import { useSpeech } from '../../i18n/language-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { type ChosenContact, nameOf } from './chosen-contact.ts';
import { ContactSearch } from './contact-search.tsx';

type ContactChoiceProps = {
  chosen: readonly ChosenContact[];
  /** How many are shown when none is chosen. */
  firstCount: number;
  onChoose: (chosen: readonly ChosenContact[]) => void;
};

/** Which contacts a preview is about: the first ones, or those that were searched and chosen. */
export function ContactChoice({ chosen, firstCount, onChoose }: ContactChoiceProps) {
  const { texts } = useSpeech();
  const words = texts.strategy.preview.choice;
  const [isOpen, setIsOpen] = useState(false);
  const toggle = useRef<HTMLButtonElement>(null);
  const searchId = useId();
  // What had the focus goes away.
  const removeAndReturn = (left: readonly ChosenContact[]) => {
    onChoose(left);
    toggle.current?.focus();
  };
  return (
    <div className="gfc-stack gfc-choice">
      <div className="gfc-row gfc-between">
        <span>
          <span className="gfc-label">{words.label}:</span>{' '}
          {chosen.length === 0 ? words.first(firstCount) : words.chosen(chosen.length)}
        </span>
        <span className="gfc-row-actions">
          {chosen.length > 0 && (
            <Button small variant="quiet" onClick={() => removeAndReturn([])}>
              {words.clear}
            </Button>
          )}
          <Button
            small
            icon={isOpen ? 'close' : 'search'}
            ref={toggle}
            aria-expanded={isOpen}
            aria-controls={searchId}
            onClick={() => setIsOpen(!isOpen)}
          >
            {isOpen ? words.close : words.open}
          </Button>
        </span>
      </div>
      {chosen.length > 0 && (
        <ul className="gfc-chips" aria-label={words.chosen(chosen.length)}>
          {chosen.map((contact) => (
            <li key={contact.id} className="gfc-chip">
              {nameOf(contact)}
              <button
                type="button"
                className="gfc-icon-button"
                aria-label={words.remove(nameOf(contact))}
                onClick={() => removeAndReturn(chosen.filter(({ id }) => id !== contact.id))}
              >
                <Icon name="cross" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <div id={searchId} hidden={!isOpen}>
        {isOpen && <ContactSearch chosen={chosen} onChoose={onChoose} />}
      </div>
    </div>
  );
}
