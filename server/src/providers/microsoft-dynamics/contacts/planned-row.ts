import type { CrmValue } from '@goodfunds/shared';
import type { PlannedWrite } from '../writes/write-request.ts';
import type { ContactRow } from './contact-row.ts';
import type { Values } from './plan-contact.ts';

/** The row as it will stand once the write is done, so that a dry run can go on from there. */
export function rowAfter(write: PlannedWrite): ContactRow {
  const before = write.kind === 'UPDATE' ? write.row : newRow(write.id);
  return {
    ...before,
    email: textAfter(write.values, 'emailaddress1', before.email),
    firstName: textAfter(write.values, 'firstname', before.firstName),
    lastName: textAfter(write.values, 'lastname', before.lastName),
    values: { ...before.values, ...write.values },
  };
}

/** A row without dates is older than any other; one that is created now is the youngest. */
const NOW = '9999-12-31T23:59:59Z';

function newRow(id: string): ContactRow {
  return {
    id,
    // Never sent, because a dry run writes nothing.
    etag: '',
    active: true,
    masterId: null,
    email: null,
    firstName: null,
    lastName: null,
    createdOn: NOW,
    modifiedOn: NOW,
    values: {},
  };
}

function textAfter(values: Values, attribute: string, before: string | null): string | null {
  const value: CrmValue | undefined = values[attribute];
  return typeof value === 'string' ? value : before;
}
