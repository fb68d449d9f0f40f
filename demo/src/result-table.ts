import type { Contact, Item, Run } from '@goodfunds/shared';

/** The result of the first sync for the terminal: counts, and the reason for each contact that was not synced, or not with all values. */
export function formatResult(run: Run, items: readonly Item[], contacts: readonly Contact[]): string {
  const names = new Map(contacts.map((contact) => [contact.id, fullName(contact)]));
  const { created, updated, unchanged, skipped, failed } = run.counts;
  const counts = Object.entries({ created, updated, unchanged, skipped, failed }).map(
    ([outcome, count]) => `  ${outcome.padEnd(10)} ${String(count).padStart(5)}`,
  );
  const missing = items
    .filter((item) => item.outcome === 'SKIPPED' || item.outcome === 'FAILED' || item.warnings.length > 0)
    .map((item) => `  ${names.get(item.contactId)?.padEnd(26) ?? item.contactId}  ${explain(item)}`);
  return ['First sync', ...counts, '', 'Not synced, or not with all values', ...missing].join('\n');
}

function explain(item: Item): string {
  const [failure = null] = item.error ? [item.error] : item.warnings;
  const params = Object.entries(failure?.params ?? {}).map(([name, value]) => `${name} ${String(value)}`);
  const candidates = item.candidates.length > 0 ? [`${item.candidates.length} CRM contacts`] : [];
  const details = [...params, ...candidates];
  return `${item.outcome} ${item.reason ?? failure?.code}${details.length > 0 ? ` (${details.join(', ')})` : ''}`;
}

function fullName(contact: Contact): string {
  return [contact.firstName, contact.lastName].filter(Boolean).join(' ');
}
