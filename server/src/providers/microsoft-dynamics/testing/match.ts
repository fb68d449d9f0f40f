import type { OnAmbiguousMatch, OnDeletedInCrm } from '@goodfunds/shared';
import type { ContactRow } from '../contacts/contact-row.ts';
import { type Match, type MatchQuery, matchContact } from '../contacts/match-contact.ts';
import { foundAmong, rowId, testEmail } from './contact-rows.ts';

export type Given = {
  rows?: readonly ContactRow[];
  query?: Partial<MatchQuery>;
  owners?: Readonly<Record<string, readonly string[]>>;
  onAmbiguousMatch?: OnAmbiguousMatch;
  onDeletedInCrm?: OnDeletedInCrm;
};

/** Matches Ada Berg, ada@example.org, unless given otherwise. */
export function match({
  rows = [],
  query = {},
  owners = {},
  onAmbiguousMatch = 'REPORT',
  onDeletedInCrm = 'REPORT',
}: Given): Match {
  return matchContact(
    {
      contactId: 'ada',
      email: testEmail('ada@example.org'),
      firstName: 'Ada',
      lastName: 'Berg',
      linkedId: null,
      externalId: null,
      derivedId: rowId(99),
      notCrmContactIds: new Set(),
      wantsNew: false,
      ...query,
    },
    foundAmong(rows),
    {
      onAmbiguousMatch,
      onDeletedInCrm,
      owners: new Map(Object.entries(owners).map(([id, contactIds]) => [id, new Set(contactIds)])),
    },
  );
}
