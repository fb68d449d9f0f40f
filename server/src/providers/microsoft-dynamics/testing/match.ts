import type { OnAmbiguousMatch, OnDeletedInCrm } from '@goodfunds/shared';
import type { ContactRow } from '../contacts/contact-row.ts';
import { type Match, matchContact, type Seeker } from '../contacts/match-contact.ts';
import { foundAmong, rowId, testEmail } from './contact-rows.ts';

export type Given = {
  rows?: readonly ContactRow[];
  seeker?: Partial<Seeker>;
  owners?: Readonly<Record<string, readonly string[]>>;
  onAmbiguousMatch?: OnAmbiguousMatch;
  onDeletedInCrm?: OnDeletedInCrm;
};

/** Matches Ada Berg, ada@example.org, unless told otherwise. */
export function match({
  rows = [],
  seeker = {},
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
      ...seeker,
    },
    foundAmong(rows),
    {
      onAmbiguousMatch,
      onDeletedInCrm,
      owners: new Map(Object.entries(owners).map(([id, contactIds]) => [id, new Set(contactIds)])),
    },
  );
}
