import type { Contact } from '@goodfunds/shared';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useId, useRef, useState } from 'react';
import { useTRPC } from '../../../api/trpc-context.ts';
import { useI18n } from '../../../i18n/i18n-context.tsx';
import { useIntegration } from '../../../integration/integration-context.tsx';
import { MoreButton } from '../../../integration/more-button.tsx';
import { QueryState } from '../../../integration/query-state.tsx';
import { Button } from '../../../ui/controls/button.tsx';
import { SearchField } from '../../../ui/controls/field.tsx';
import { useDebounced } from '../../../ui/hooks/use-debounced.ts';
import { Icon } from '../../../ui/icon.tsx';
import { FIRST_CONTACTS, MOST_CHOSEN, usePreview } from './preview-context.tsx';

export function ContactChoice() {
  const t = useI18n().texts.strategy.preview.choice;
  const { chosen, toggle, clear } = usePreview();
  const [isOpen, setIsOpen] = useState(false);
  const openButton = useRef<HTMLButtonElement>(null);
  const searchId = useId();
  return (
    <div className="gfc-stack gfc-choice">
      <div className="gfc-row gfc-between">
        <span>
          <span className="gfc-label">{t.label}:</span>{' '}
          {chosen.length === 0 ? t.first(FIRST_CONTACTS) : t.chosen(chosen.length)}
        </span>
        <span className="gfc-row-actions">
          {chosen.length > 0 && (
            <Button
              small
              variant="quiet"
              onClick={() => {
                clear();
                // The button that had the focus disappears.
                openButton.current?.focus();
              }}
            >
              {t.clear}
            </Button>
          )}
          <Button
            small
            icon={isOpen ? 'close' : 'search'}
            ref={openButton}
            aria-expanded={isOpen}
            aria-controls={searchId}
            onClick={() => setIsOpen(!isOpen)}
          >
            {isOpen ? t.close : t.open}
          </Button>
        </span>
      </div>
      {chosen.length > 0 && (
        <ul className="gfc-row gfc-badges" aria-label={t.chosen(chosen.length)}>
          {chosen.map((contact) => (
            <li key={contact.id} className="gfc-box gfc-small gfc-chip">
              {shortName(contact)}
              <button
                type="button"
                className="gfc-icon-button"
                aria-label={t.remove(shortName(contact))}
                onClick={() => {
                  toggle(contact);
                  openButton.current?.focus();
                }}
              >
                <Icon name="cross" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <div id={searchId} hidden={!isOpen}>
        {isOpen && <ContactSearch />}
      </div>
    </div>
  );
}

const PAGE_SIZE = 20;

function ContactSearch() {
  const { texts } = useI18n();
  const t = texts.strategy.preview.choice;
  const { integrationId } = useIntegration();
  const { chosen, toggle } = usePreview();
  const trpc = useTRPC();
  const [typed, setTyped] = useState('');
  const search = useDebounced(typed.trim(), 250);
  const contacts = useInfiniteQuery(
    trpc.sync.contacts.infiniteQueryOptions(
      { integrationId, limit: PAGE_SIZE, ...(search !== '' && { search }) },
      { getNextPageParam: (page) => page.nextCursor, placeholderData: (previous) => previous },
    ),
  );
  const chosenIds = new Set(chosen.map(({ id }) => id));
  const isFull = chosen.length >= MOST_CHOSEN;
  const found = contacts.data?.pages.flatMap((page) => page.contacts) ?? [];

  return (
    <div className="gfc-stack">
      <SearchField
        label={t.search}
        placeholder={t.searchPlaceholder}
        value={typed}
        takesFocus
        onChange={setTyped}
      />
      <QueryState query={contacts} lines={4}>
        {() =>
          found.length > 0 && (
            <ul className="gfc-box gfc-contact-list" aria-label={t.list}>
              {found.map((contact) => (
                <li key={contact.id}>
                  <label className="gfc-contact">
                    <input
                      type="checkbox"
                      checked={chosenIds.has(contact.id)}
                      disabled={isFull && !chosenIds.has(contact.id)}
                      onChange={() => toggle(contact)}
                    />
                    <span className="gfc-preview-who">
                      <span>{shortName(contact)}</span>
                      {fullName(contact) !== '' && (
                        <span className="gfc-muted gfc-small">{contact.email || t.noEmail}</span>
                      )}
                    </span>
                    <code>{contact.id}</code>
                  </label>
                </li>
              ))}
            </ul>
          )
        }
      </QueryState>
      <div className="gfc-row gfc-between">
        <output className="gfc-muted gfc-small">{contacts.data && summary()}</output>
        <MoreButton query={contacts} />
      </div>
    </div>
  );

  function summary(): string {
    if (isFull) return t.full(MOST_CHOSEN);
    if (found.length === 0) return search === '' ? texts.strategy.preview.empty : t.none(search);
    return contacts.hasNextPage ? t.foundFirst(found.length) : t.found(found.length);
  }
}

function fullName({ firstName, lastName }: Contact): string {
  return [firstName, lastName].filter(Boolean).join(' ');
}

function shortName(contact: Contact): string {
  return fullName(contact) || contact.email || contact.id;
}
