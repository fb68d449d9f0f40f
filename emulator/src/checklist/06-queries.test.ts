import { describe, expect, test } from 'vitest';
import { startEmulator } from '../start-emulator.ts';
import type { Client } from '../testing/client.ts';
import { connect, inQuery, nextLinkOf, query, refusal, rowsOf } from '../testing/client.ts';

async function namesWhere(client: Client, filter: string): Promise<unknown[]> {
  const answer = await client.get(`contacts?${query({ $select: 'lastname', $filter: filter })}`);
  return rowsOf(answer).map((row) => row.lastname);
}

describe('6. Queries compare as the database does and respect its limits', () => {
  test('text is compared without case, accents and trailing spaces', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    emulator.seed({
      rows: [{ lastname: 'Müller', emailaddress1: 'René@Example.org' }, { lastname: 'Groß' }],
    });
    expect(await namesWhere(client, "emailaddress1 eq 'rene@example.ORG'")).toEqual(['Müller']);
    expect(await namesWhere(client, "emailaddress1 eq 'rene@example.org  '")).toEqual(['Müller']);
    expect(await namesWhere(client, "lastname eq 'muller'")).toEqual(['Müller']);
    expect(await namesWhere(client, "lastname eq 'GROSS'")).toEqual(['Groß']);
    expect(rowsOf(await client.get(inQuery('emailaddress1', ['RENE@EXAMPLE.ORG'])))).toHaveLength(1);
  });

  test('with an accent-sensitive base language accents count, case does not', async () => {
    await using emulator = await startEmulator({ isAccentSensitive: true });
    const client = await connect(emulator);
    emulator.seed({ rows: [{ lastname: 'Müller', emailaddress1: 'rené@example.org' }] });
    expect(rowsOf(await client.get(inQuery('emailaddress1', ['rene@example.org'])))).toHaveLength(0);
    expect(rowsOf(await client.get(inQuery('emailaddress1', ['RENÉ@example.org'])))).toHaveLength(1);
  });

  test('operators, functions and precedence', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    emulator.seed({
      rows: [
        {
          lastname: "O'Brien",
          gendercode: 1,
          birthdate: '1970-05-31',
          numberofchildren: 2,
          donotemail: true,
        },
        { lastname: 'Abel', gendercode: 2, birthdate: '1980-01-01', createdon: '2020-01-01T00:00:00Z' },
        { lastname: 'Zorn', statecode: 1 },
        { lastname: null, nickname: '100% sure_thing' },
      ],
    });
    expect(await namesWhere(client, "lastname eq 'o''brien'")).toEqual(["O'Brien"]);
    expect(await namesWhere(client, 'gendercode eq 2 or numberofchildren ge 2')).toEqual(["O'Brien", 'Abel']);
    expect(await namesWhere(client, "lastname ne 'Abel'")).toEqual(["O'Brien", 'Zorn']);
    expect(await namesWhere(client, 'lastname eq null')).toEqual([null]);
    expect(await namesWhere(client, "not (lastname eq 'Abel' or lastname eq 'Zorn')")).toEqual(["O'Brien"]);
    expect(await namesWhere(client, 'birthdate gt 1975-01-01 and statecode eq 0')).toEqual(['Abel']);
    expect(await namesWhere(client, 'createdon lt 2021-01-01T00:00:00Z')).toEqual(['Abel']);
    expect(await namesWhere(client, 'donotemail eq true')).toEqual(["O'Brien"]);
    expect(await namesWhere(client, "contains(lastname,'RIE')")).toEqual(["O'Brien"]);
    expect(await namesWhere(client, "startswith(lastname,'a') or endswith(lastname,'rn')")).toEqual([
      'Abel',
      'Zorn',
    ]);
    expect(await namesWhere(client, "startswith(lastname,'[a-b]')")).toEqual(['Abel']);
    expect(await namesWhere(client, "contains(nickname,'0[%] s')")).toEqual([null]);
    expect(await namesWhere(client, "contains(nickname,'e_thing')")).toEqual([null]);
    expect(await namesWhere(client, "contains(lastname,'o%en')")).toEqual(["O'Brien"]);
  });

  test.each([
    ["lastname eq 'x", 'unterminated string literal'],
    ['lastname eq 5', 'incompatible types'],
    ["contactid eq 'not-a-guid'", 'incompatible types'],
    ['lastname like x', 'Syntax error'],
    ["lastname eq 'x' and", 'Syntax error'],
    ["tolower(lastname) eq 'x'", "unknown function with name 'tolower'"],
    ["(lastname eq 'x'", 'Syntax error'],
  ])('%s is refused', async (filter, message) => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    const refused = refusal(await client.get(`contacts?${query({ $filter: filter })}`));
    expect(refused).toMatchObject({ status: 400, code: '0x80060888' });
    expect(refused.message).toContain(message);
  });

  test('In finds by a list without doubled single quotes, and by id', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    const { ids } = emulator.seed({
      rows: [{ emailaddress1: "o'b@y.org" }, { emailaddress1: 'a+b&c@x.org' }, { emailaddress1: 'c@x.org' }],
    });
    const found = rowsOf(
      await client.get(inQuery('emailaddress1', ["O'B@y.org", 'a+b&c@x.org', 'nobody@x.org'])),
    );
    expect(found.map((row) => row.contactid)).toEqual(ids.slice(0, 2));
    expect(rowsOf(await client.get(inQuery('contactid', ids.slice(1))))).toHaveLength(2);
    const both = `contacts?${query({
      $filter:
        'Microsoft.Dynamics.CRM.In(PropertyName=\'emailaddress1\',PropertyValues=["c@x.org"]) and statecode eq 0',
    })}`;
    expect(rowsOf(await client.get(both))).toHaveLength(1);
    expect(refusal(await client.get(inQuery('nosuch', ['x'])))).toMatchObject({
      status: 400,
      code: '0x80041103',
    });
  });

  test('an unencoded plus is a space, as in every query string', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    emulator.seed({ rows: [{ lastname: 'Plus', emailaddress1: 'a+b@x.org' }] });
    expect(rowsOf(await client.get("contacts?$filter=emailaddress1 eq 'a+b@x.org'"))).toHaveLength(0);
    expect(rowsOf(await client.get("contacts?$filter=emailaddress1 eq 'a%2Bb@x.org'"))).toHaveLength(1);
  });

  test('300 conditions in a group and 500 in a query are the limit', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    const group = (count: number) => Array.from({ length: count }, () => "jobtitle eq 'x'").join(' or ');
    const ask = (filter: string) => client.get(`contacts?${query({ $filter: filter })}`);
    expect((await ask(group(300))).status).toBe(200);
    expect(refusal(await ask(group(301)))).toMatchObject({ status: 400, code: '0x80044183' });
    expect((await ask(`(${group(250)}) and (${group(250)})`)).status).toBe(200);
    expect(refusal(await ask(`(${group(251)}) and (${group(250)})`))).toMatchObject({
      status: 400,
      code: '0x8004430C',
    });
    expect((await client.get(inQuery('emailaddress1', ['x'.repeat(851)]))).status).toBe(400);
  });

  test('a URL has at most 32,768 characters', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    const path = 'contacts?$select=firstname&tag=';
    const room = 32_768 - `${emulator.baseUrl}/api/data/v9.2/${path}`.length;
    expect((await client.get(`${path}${'x'.repeat(room)}`)).status).toBe(200);
    expect((await client.get(`${path}${'x'.repeat(room + 1)}`)).status).toBe(414);
  });

  test('a page has at most 5000 rows and a next link', async () => {
    await using emulator = await startEmulator({ contacts: 5001 });
    const client = await connect(emulator);
    const first = await client.get('contacts?$select=contactid&$count=true');
    expect(rowsOf(first)).toHaveLength(5000);
    expect(first.json).toMatchObject({ '@odata.count': 5000 });
    expect(rowsOf(await follow(client, nextLinkOf(first)))).toHaveLength(1);
    expect((await client.get('contacts/$count')).text).toBe('5000');
    expect(nextLinkOf(await client.get('contacts?$select=contactid&$top=10'))).toBeUndefined();
  });

  test('smaller pages return every row once in the requested order while rows are created and deleted', async () => {
    await using emulator = await startEmulator({ contacts: 50 });
    const client = await connect(emulator);
    const prefer = { Prefer: 'odata.maxpagesize=7' };
    for (const order of ['', '&$orderby=lastname desc,firstname', '&$orderby=createdon']) {
      const seen: unknown[] = [];
      let page = await client.get(`contacts?$select=lastname${order}`, prefer);
      for (;;) {
        seen.push(...rowsOf(page).map((row) => row.contactid));
        const next = nextLinkOf(page);
        if (next === undefined) break;
        const [extra = ''] = emulator.seed({
          rows: [{ lastname: 'ZZZZ', createdon: '1990-01-01T00:00:00Z' }],
        }).ids;
        if (order !== '') emulator.deleteContact(extra);
        else emulator.deleteContact(String(rowsOf(page)[0]?.contactid));
        page = await follow(client, next, prefer);
      }
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen.length).toBeGreaterThanOrEqual(40);
    }
  });

  test('an edited paging token is refused', async () => {
    await using emulator = await startEmulator({ contacts: 3 });
    const client = await connect(emulator);
    expect((await client.get('contacts?$skiptoken=abc')).status).toBe(400);
    expect((await client.get('contacts?$skip=5')).status).toBe(400);
  });

  test('rows are sorted by value, nulls first', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    emulator.seed({ rows: [{ lastname: 'b' }, { lastname: null }, { lastname: 'Ä' }, { lastname: 'c' }] });
    const ordered = async (order: string) =>
      rowsOf(await client.get(`contacts?$select=lastname&$orderby=${order}`)).map((row) => row.lastname);
    expect(await ordered('lastname')).toEqual([null, 'Ä', 'b', 'c']);
    expect(await ordered('lastname desc')).toEqual(['c', 'b', 'Ä', null]);
  });

  test('formatted values are in the language of the user', async () => {
    await using emulator = await startEmulator({ uiLanguage: 1031 });
    const client = await connect(emulator);
    emulator.seed({ rows: [{ gendercode: 2, birthdate: '1980-12-31' }] });
    const prefer = { Prefer: 'odata.include-annotations="OData.Community.Display.V1.*"' };
    expect(rowsOf(await client.get('contacts?$select=gendercode,birthdate', prefer))[0]).toMatchObject({
      'gendercode@OData.Community.Display.V1.FormattedValue': 'Weiblich',
      'birthdate@OData.Community.Display.V1.FormattedValue': '31.12.80',
    });
  });
});

function follow(client: Client, link: string | undefined, headers?: Readonly<Record<string, string>>) {
  const path = (link ?? '').replace(/^.*\/api\/data\/v9\.2\//, '');
  return client.get(path, headers);
}
