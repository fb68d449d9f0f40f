import { DEFAULT_SYNC_RULES, type SyncRules } from '@goodfunds/shared';
import type { ContactRow } from '../contacts/contact-row.ts';
import { type Match, type MatchQuery, matchContact } from '../contacts/match-contact.ts';
import { foundAmong, rowId, testEmail } from './contact-rows.ts';

export type Given = Partial<SyncRules> & {
  rows?: readonly ContactRow[];
  query?: Partial<MatchQuery>;
  owners?: Readonly<Record<string, readonly string[]>>;
};

/** Matches Ada Berg, ada@example.org, unless given otherwise. */
export function match({ rows = [], query = {}, owners = {}, ...rules }: Given): Match {
  return matchContact(
    {
      contactId: 'ada',
      email: testEmail('ada@example.org'),
      firstName: 'Ada',
      lastName: 'Berg',
      linkedId: null,
      similar: null,
      matchKeys: [],
      externalId: null,
      derivedId: rowId(99),
      notCrmContactIds: new Set(),
      wantsNew: false,
      ...query,
    },
    foundAmong(rows),
    {
      ...DEFAULT_SYNC_RULES,
      ...rules,
      byOtherEmail: new Map(),
      rowsByMatchKey: new Map(),
      similarRows: new Map(),
      owners: new Map(Object.entries(owners).map(([id, contactIds]) => [id, new Set(contactIds)])),
    },
  );
}
