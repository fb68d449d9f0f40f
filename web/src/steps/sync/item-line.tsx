import type { Item } from '@goodfunds/shared';
import { useSpeech } from '../../i18n/language-context.tsx';
import { useIntegration } from '../../integration/integration-context.tsx';

/** One contact of a run: who it is, what was written, and where it is in the CRM. */
export function ItemLine({ item }: { item: Item }) {
  const { texts, format } = useSpeech();
  const words = texts.sync.items;
  const { labels } = useIntegration();
  const changed = item.changedAttributes.map((attribute) => labels.get(attribute) ?? attribute);
  return (
    <li className="gfc-item gfc-codes" data-contact={item.contactId}>
      <span className="gfc-row gfc-between gfc-item-who">
        <span className="gfc-item-email">{item.email ?? words.noEmail}</span>
        <code>{item.contactId}</code>
      </span>
      {item.outcome === 'UPDATED' && changed.length > 0 && (
        <span className="gfc-muted gfc-small">{words.changed(format.list(changed))}</span>
      )}
      {item.candidates.length > 0 && (
        <span className="gfc-muted gfc-small">
          {words.candidates}:{' '}
          {item.candidates.map((candidate) => (
            <code key={candidate}>{candidate}</code>
          ))}
        </span>
      )}
      {item.attempts > 1 && <span className="gfc-muted gfc-small">{words.attempts(item.attempts)}</span>}
    </li>
  );
}
