import { describe, expect, test } from 'vitest';
import { contactRow, rowId } from '../testing/contact-rows.ts';
import { type Given, match } from '../testing/match.ts';
import type { ContactRow } from './contact-row.ts';
import type { Match } from './match-contact.ts';

const found = (row: ContactRow): Match => ({ kind: 'FOUND', row });
const skip = (reason: string, candidates: ContactRow[]): unknown => ({
  kind: 'SKIP',
  reason,
  crmContactId: null,
  candidates: candidates.map(({ id }) => id),
});

describe('a link decides, whatever the e-mail', () => {
  const linked = contactRow(1, { email: 'other@example.org' });

  test('the linked row is found although another row has the e-mail', () => {
    expect(match({ rows: [linked, contactRow(2)], query: { linkedId: linked.id } })).toEqual(found(linked));
  });

  test('a merged row leads to its master, over several merges', () => {
    const rows = [
      contactRow(1, { active: false, masterId: rowId(2) }),
      contactRow(2, { active: false, masterId: rowId(3) }),
      contactRow(3),
    ];
    expect(match({ rows, query: { linkedId: rowId(1) } })).toEqual(found(contactRow(3)));
  });

  test.each([
    [5, 'FOUND'],
    [6, 'SKIP'],
  ])('%i merges in a row: %s', (hops, kind) => {
    const merged = Array.from({ length: hops }, (_, index) =>
      contactRow(index + 1, { active: false, masterId: rowId(index + 2) }),
    );
    const rows = [...merged, contactRow(hops + 1)];
    expect(match({ rows, query: { linkedId: rowId(1) } }).kind).toBe(kind);
  });

  test('rows that were merged in a circle do not loop', () => {
    const rows = [
      contactRow(1, { active: false, masterId: rowId(2) }),
      contactRow(2, { active: false, masterId: rowId(1) }),
    ];
    expect(match({ rows, query: { linkedId: rowId(1) } })).toMatchObject({ reason: 'INACTIVE_MATCH' });
  });

  test('a linked row that is inactive is left alone', () => {
    const inactive = contactRow(1, { active: false });
    expect(match({ rows: [inactive, contactRow(2)], query: { linkedId: inactive.id } })).toEqual(
      skip('INACTIVE_MATCH', [inactive]),
    );
  });

  test('a deleted row is reported with its id, and the e-mail is not used', () => {
    expect(match({ rows: [contactRow(2)], query: { linkedId: rowId(1) } })).toEqual({
      kind: 'SKIP',
      reason: 'DELETED_IN_CRM',
      crmContactId: rowId(1),
      candidates: [],
    });
  });

  test('a deleted row that is to be recreated is matched by e-mail first', () => {
    const given: Given = { query: { linkedId: rowId(1) }, onDeletedInCrm: 'RECREATE' };
    expect(match(given)).toEqual({ kind: 'NONE' });
    expect(match({ ...given, rows: [contactRow(2)] })).toEqual(found(contactRow(2)));
  });
});

describe('the row that was created for a contact is found without a link', () => {
  const own = contactRow(99, { firstName: 'Somebody', lastName: 'Else' });

  test('among several rows with the e-mail', () => {
    expect(match({ rows: [contactRow(1), own, contactRow(2)] })).toEqual(found(own));
  });

  test('but is skipped once it belongs to another contact (this one was erased and pushed again)', () => {
    expect(match({ rows: [own], owners: { [own.id]: ['otto'] } })).toEqual(skip('SHARED_EMAIL', [own]));
  });

  test('after a link to another row', () => {
    expect(match({ rows: [contactRow(1), own], query: { linkedId: rowId(1) } })).toEqual(
      found(contactRow(1)),
    );
  });
});

describe('an external id that is the id of a row comes before the e-mail', () => {
  test('the row is found', () => {
    const named = contactRow(1, { email: 'other@example.org' });
    expect(match({ rows: [named, contactRow(2)], query: { externalId: named.id } })).toEqual(found(named));
  });

  test('without such a row, the e-mail decides', () => {
    expect(match({ rows: [contactRow(2)], query: { externalId: rowId(1) } })).toEqual(found(contactRow(2)));
  });

  test('a row of another contact is not taken over', () => {
    const named = contactRow(1, { firstName: 'Otto', lastName: 'Berg' });
    expect(
      match({ rows: [named], query: { externalId: named.id }, owners: { [named.id]: ['otto'] } }),
    ).toEqual(skip('SHARED_EMAIL', [named]));
  });
});

describe('by e-mail', () => {
  test('without a row with it, a new one is created', () => {
    expect(match({})).toEqual({ kind: 'NONE' });
  });

  test('without an e-mail, nothing is created unless a link, the own row or an external id decides', () => {
    const row = contactRow(1);
    expect(match({ rows: [row], query: { email: null } })).toEqual({ kind: 'NO_EMAIL' });
    expect(match({ rows: [row], query: { email: null, linkedId: row.id } })).toEqual(found(row));
    expect(match({ rows: [row], query: { email: null, derivedId: row.id } })).toEqual(found(row));
    expect(match({ rows: [row], query: { email: null, externalId: row.id } })).toEqual(found(row));
  });

  test('another accent is another e-mail, although Dataverse finds both', () => {
    const rows = [contactRow(1, { email: 'adá@example.org' })];
    expect(match({ rows })).toEqual({ kind: 'NONE' });
  });

  test('case, spaces and Unicode form do not make another e-mail', () => {
    const row = contactRow(1, { email: ' ADA@Example.org ' });
    expect(match({ rows: [row] })).toEqual(found(row));
  });

  test('an active row comes before an inactive one', () => {
    expect(match({ rows: [contactRow(1, { active: false }), contactRow(2)] })).toEqual(found(contactRow(2)));
  });

  test('inactive rows alone are left alone', () => {
    const inactive = contactRow(1, { active: false });
    expect(match({ rows: [inactive] })).toEqual(skip('INACTIVE_MATCH', [inactive]));
  });

  test('a merged row is replaced by its master where no active row has the e-mail', () => {
    const merged = contactRow(1, { active: false, masterId: rowId(2) });
    const master = contactRow(2, { email: 'new@example.org' });
    expect(match({ rows: [merged, master] })).toEqual(found(master));
    expect(match({ rows: [merged, master, contactRow(3)] })).toEqual(found(contactRow(3)));
  });

  const ada = contactRow(1, { firstName: ' ada ', lastName: 'BERG' });
  const otto = contactRow(2, { firstName: 'Otto', lastName: 'Berg' });

  test('of several rows, the one with the same name', () => {
    expect(match({ rows: [otto, ada] })).toEqual(found(ada));
  });

  test('of several rows, the one whose name agrees in another spelling', () => {
    const other = contactRow(1, { firstName: 'Hans', lastName: 'Müller' });
    const row = contactRow(2, { firstName: 'Dr. Hans Peter', lastName: 'Mueller' });
    const query = { firstName: 'Hans-Peter', lastName: 'Müller' };
    expect(match({ rows: [other, row], query })).toEqual(found(row));
  });

  test('of several rows whose names agree, the one whose name agrees best', () => {
    const unnamed = contactRow(3, { lastName: 'Berg' });
    const swapped = contactRow(4, { firstName: 'Berg', lastName: 'Ada' });
    expect(match({ rows: [unnamed, swapped, ada] })).toEqual(found(ada));
    expect(match({ rows: [unnamed, swapped, otto] })).toEqual(found(swapped));
    expect(match({ rows: [unnamed, otto] })).toEqual(found(unnamed));
  });

  test('blank names agree with nothing', () => {
    const rows = [contactRow(1), contactRow(2, { firstName: '', lastName: '' })];
    expect(match({ rows, query: { firstName: '', lastName: null } })).toEqual(skip('AMBIGUOUS_MATCH', rows));
  });

  test('several or none with the same name are reported with all ids', () => {
    const rows = [ada, otto, contactRow(3, { firstName: 'Ada', lastName: 'Berg' })];
    expect(match({ rows })).toEqual(skip('AMBIGUOUS_MATCH', rows));
    const others = [otto, contactRow(4)];
    expect(match({ rows: others })).toEqual(skip('AMBIGUOUS_MATCH', others));
  });

  test.each([
    ['OLDEST', 2],
    ['MOST_RECENTLY_MODIFIED', 4],
  ] as const)('%s chooses if configured', (onAmbiguousMatch, number) => {
    const rows = [contactRow(3), contactRow(2), contactRow(4)];
    expect(match({ rows, onAmbiguousMatch })).toEqual(found(contactRow(number)));
  });

  test('the choice is made among those with the same name', () => {
    const namesake = { firstName: 'Ada', lastName: 'Berg' };
    const rows = [contactRow(1), contactRow(2, namesake), contactRow(3, namesake), contactRow(4)];
    expect(match({ rows, onAmbiguousMatch: 'OLDEST' })).toEqual(found(contactRow(2, namesake)));
  });
});

describe('a single row with another name', () => {
  const maria = contactRow(1, { firstName: 'Maria', lastName: 'Tal' });

  test('is reported, or updated, or gets a row beside it', () => {
    expect(match({ rows: [maria] })).toEqual(skip('NAME_MISMATCH', [maria]));
    expect(match({ rows: [maria], onNameMismatch: 'UPDATE' })).toEqual(found(maria));
    expect(match({ rows: [maria], onNameMismatch: 'CREATE' })).toEqual({ kind: 'NONE' });
  });

  test('does not matter for a link, an own row and an external id', () => {
    const query = { linkedId: maria.id };
    expect(match({ rows: [maria], query })).toEqual(found(maria));
    expect(match({ rows: [maria], query: { derivedId: maria.id } })).toEqual(found(maria));
    expect(match({ rows: [maria], query: { externalId: maria.id } })).toEqual(found(maria));
  });

  test('is never one of several to choose from, unless names do not count', () => {
    const otto = contactRow(2, { firstName: 'Otto', lastName: 'Tal' });
    const unnamed = contactRow(3);
    const rule = { onAmbiguousMatch: 'OLDEST' } as const;
    expect(match({ rows: [maria, otto], ...rule })).toEqual(skip('AMBIGUOUS_MATCH', [maria, otto]));
    expect(match({ rows: [maria, otto, unnamed], ...rule })).toEqual(found(unnamed));
    expect(match({ rows: [maria, otto], ...rule, onNameMismatch: 'UPDATE' })).toEqual(found(maria));
  });
});

describe('a row of another contact of the account', () => {
  const ottos = contactRow(1, { firstName: 'Otto', lastName: 'Berg' });
  const owners = { [ottos.id]: ['otto'] };

  test('is not taken over by a contact that shares the e-mail', () => {
    expect(match({ rows: [ottos], owners })).toEqual(skip('SHARED_EMAIL', [ottos]));
    expect(match({ rows: [ottos], owners, onNameMismatch: 'UPDATE' })).toEqual(skip('SHARED_EMAIL', [ottos]));
  });

  test('stays with it where another name means another row', () => {
    expect(match({ rows: [ottos], owners, onNameMismatch: 'CREATE' })).toEqual({ kind: 'NONE' });
  });

  test('is shared by the same person, entered twice', () => {
    const query = { firstName: 'Otto', lastName: 'berg' };
    expect(match({ rows: [ottos], owners, query })).toEqual(found(ottos));
  });

  test('is shared by the same person without a first name, not by another person', () => {
    const [unnamed, other] = [
      { firstName: null, lastName: 'Berg' },
      { firstName: 'Otto', lastName: 'Tal' },
    ];
    expect(match({ rows: [ottos], owners, query: unnamed })).toEqual(found(ottos));
    expect(match({ rows: [ottos], owners, query: other })).toEqual(skip('SHARED_EMAIL', [ottos]));
  });

  test('does not matter if there is a free one', () => {
    const free = contactRow(2);
    expect(match({ rows: [ottos, free], owners })).toEqual(found(free));
  });

  test('the contact’s own link does not count as another contact', () => {
    expect(match({ rows: [ottos], owners: { [ottos.id]: ['ada'] }, onNameMismatch: 'UPDATE' })).toEqual(
      found(ottos),
    );
  });
});
