import type { Contact } from '@goodfunds/shared';
import type { DynamicsWebApi } from 'dynamics-web-api';
import { ATTRIBUTES, rowOf } from '../data/people.ts';
import type { CrmRow } from '../emulator/remote-emulator.ts';
import { changedValues } from './changed-values.ts';
import type { Retry } from './peer-retry.ts';

export type PeerPlan = {
  readonly creates: readonly CrmRow[];
  readonly updates: readonly { readonly id: string; readonly values: CrmRow }[];
};

/** Finds contacts by e-mail, a hundred a query, all queries in one `$batch`, and compares. */
export async function planContacts(
  api: DynamicsWebApi,
  retry: Retry,
  contacts: readonly Contact[],
): Promise<PeerPlan> {
  const emails = contacts.map(({ email }) => email ?? '');
  const byEmail = await retry.whenNotThrottled(() => findByEmail(api, emails));
  const creates: CrmRow[] = [];
  const updates: { id: string; values: CrmRow }[] = [];
  for (const contact of contacts) {
    const wanted = rowOf(contact);
    const existing = byEmail.get(contact.email ?? '');
    const changed = existing ? changedValues(existing, wanted) : null;
    if (!existing) creates.push(wanted);
    else if (changed) updates.push({ id: String(existing['contactid']), values: changed });
  }
  return { creates, updates };
}

type FoundRow = Readonly<Record<string, unknown>>;

const EMAILS_PER_QUERY = 100;

async function findByEmail(api: DynamicsWebApi, emails: readonly string[]): Promise<Map<string, FoundRow>> {
  api.startBatch();
  for (let start = 0; start < emails.length; start += EMAILS_PER_QUERY) {
    const values = emails.slice(start, start + EMAILS_PER_QUERY).map((email) => `"${email}"`);
    void api.retrieveMultiple({
      collection: 'contacts',
      select: ['contactid', ...ATTRIBUTES],
      filter: `Microsoft.Dynamics.CRM.In(PropertyName='emailaddress1',PropertyValues=[${values.join(',')}])`,
      inChangeSet: false,
    });
  }
  const pages = (await api.executeBatch()) as { value: FoundRow[] }[];
  return new Map(
    pages.flatMap(({ value }) => value.map((row) => [String(row['emailaddress1']), row] as const)),
  );
}
