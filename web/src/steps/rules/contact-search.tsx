import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '../../api/trpc-context.ts';
import { useSpeech } from '../../i18n/language-context.tsx';
import { useIntegration } from '../../integration/integration-context.tsx';
import { MoreButton } from '../../ui/more-button.tsx';
import { QueryState } from '../../ui/query-state.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { useDebounced } from '../../ui/use-debounced.ts';
import { type ChosenContact, MOST_CHOSEN, toChosen } from './chosen-contact.ts';

const PAGE_SIZE = 20;

type ContactSearchProps = {
  chosen: readonly ChosenContact[];
  onChoose: (chosen: readonly ChosenContact[]) => void;
};

/** The stored contacts by name, e-mail or id, each to be ticked. */
export function ContactSearch({ chosen, onChoose }: ContactSearchProps) {
  const { texts } = useSpeech();
  const words = texts.strategy.preview.choice;
  const { integrationId } = useIntegration();
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
  const toggle = (contact: ChosenContact) =>
    onChoose(chosenIds.has(contact.id) ? chosen.filter(({ id }) => id !== contact.id) : [...chosen, contact]);
  const found = contacts.data?.pages.flatMap((page) => page.contacts).map(toChosen) ?? [];

  return (
    <div className="gfc-stack">
      <SearchField
        label={words.search}
        placeholder={words.searchPlaceholder}
        value={typed}
        takesFocus
        onChange={setTyped}
      />
      <QueryState query={contacts} lines={4}>
        {() =>
          found.length > 0 && (
            <ul className="gfc-contact-list" aria-label={words.list}>
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
                      <span>{contact.name || contact.email || contact.id}</span>
                      {contact.name !== '' && (
                        <span className="gfc-muted gfc-small">{contact.email || words.noEmail}</span>
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
        <output className="gfc-muted gfc-small">{contacts.data && footWords()}</output>
        <MoreButton query={contacts} />
      </div>
    </div>
  );

  function footWords(): string {
    if (isFull) return words.full(MOST_CHOSEN);
    if (found.length === 0) return search === '' ? texts.strategy.preview.empty : words.none(search);
    return contacts.hasNextPage ? words.foundFirst(found.length) : words.found(found.length);
  }
}
