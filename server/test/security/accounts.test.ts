import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listProcedures } from '../../src/api/procedure-list.ts';
import { type MemoryApp, startMemoryApp } from '../harness/app.ts';
import { ACCESS_MATRIX } from './support/access-matrix.ts';
import { type ProcedureKind, type RawAnswer, TRANSPORTS } from './support/raw-answer.ts';
import { inventedNames, type Names, settledAccount } from './support/two-accounts.ts';

const PROCEDURES = new Map(listProcedures().map(({ path, type }) => [path, type]));
const MARK = 'foreignmark';

const CASES = Object.entries(ACCESS_MATRIX).flatMap(([procedure, ways]) =>
  Object.entries(ways).flatMap(([what, way]) =>
    (['user', 'service'] as const).map((caller) => ({ procedure, what, way, caller })),
  ),
);

describe('promise 9: no account sees another', () => {
  let app: MemoryApp;
  let foreign: Names;
  let before: string;
  let answers = 0;
  beforeAll(async () => {
    app = await startMemoryApp();
    foreign = await settledAccount(app, MARK);
    before = rowsOf(app, foreign.accountId);
  });
  afterAll(async () => await app[Symbol.asyncDispose]());

  const kindOf = (procedure: string): ProcedureKind => PROCEDURES.get(procedure) ?? 'query';

  /** The answers to one input over every transport. */
  const ask = async (
    { procedure, caller }: { procedure: string; caller: 'user' | 'service' },
    own: Names,
    input: object,
  ): Promise<[string, RawAnswer][]> => {
    const token = caller === 'user' ? await app.userToken(own.accountId) : app.serviceKey;
    const kind = kindOf(procedure);
    const named = caller === 'service' ? { accountId: own.accountId, ...input } : input;
    const asked: [string, RawAnswer][] = [];
    for (const [transport, send] of Object.entries(TRANSPORTS[kind])) {
      asked.push([transport, await send({ url: app.url, token, procedure, kind, input: named })]);
      answers += 1;
    }
    return asked;
  };

  it('in any procedure of the router: each has its rows in the matrix', () => {
    expect(Object.keys(ACCESS_MATRIX).sort()).toEqual([...PROCEDURES.keys()].sort());
  });

  it.each(CASES)('when a $caller names a foreign $what in $procedure', async ({ way, ...call }) => {
    const own = await settledAccount(app, 'own');
    // Twice invented, so that an answer that shows what was asked for would differ from itself.
    const random = await ask(call, own, way.input(inventedNames(), own));
    const theirs = await ask(call, own, way.input(foreign, own));
    expect(way.answersAnew ? 'anew' : theirs).toEqual(way.answersAnew ? 'anew' : random);
    expect(JSON.stringify(theirs)).not.toContain(MARK);

    const ownAnswers = await ask(call, own, way.input(own, own));
    const statuses = ownAnswers.map(([, { status }]) => status);
    expect(statuses).toContain(statuses.includes(403) ? 403 : (way.ownStatus ?? 200));
    expect(JSON.stringify(ownAnswers)).not.toContain(MARK);
  });

  it.each(Object.entries(ACCESS_MATRIX))(
    'when a user names a foreign account in %s',
    async (procedure, ways) => {
      const own = await settledAccount(app, 'own');
      const call = { procedure, caller: 'user' } as const;
      for (const way of Object.values(ways)) {
        const random = inventedNames();
        const inForeign = await ask(call, own, {
          ...way.input(foreign, foreign),
          accountId: foreign.accountId,
        });
        const inRandom = await ask(call, own, { ...way.input(random, random), accountId: random.accountId });
        expect(inForeign).toEqual(inRandom);
        for (const [, { body }] of inForeign) {
          // A procedure that streams answers plain calls by 415, whatever is named.
          expect(body).toMatch(/"(?:NOT_FOUND|FORBIDDEN|UNSUPPORTED_MEDIA_TYPE)"/);
          expect(body).not.toContain(MARK);
        }
      }
    },
  );

  it('and after all those calls nothing of the foreign account has changed', async ({ annotate }) => {
    expect(before).toContain(MARK);
    expect(rowsOf(app, foreign.accountId)).toBe(before);
    expect(answers).toBeGreaterThan(500);
    await annotate(`${answers} answers compared`);
  });
});

/** Every row of every table that belongs to the account. */
function rowsOf(app: MemoryApp, accountId: number): string {
  const file = new Sqlite(app.databaseUrl.slice('file:'.length), { readonly: true });
  const tables = file
    .prepare("select m.name from sqlite_master m join pragma_table_info(m.name) c on c.name = 'account_id'")
    .pluck()
    .all();
  const rows = tables.map((table) => [
    table,
    file.prepare(`select * from "${String(table)}" where account_id = ?`).all(accountId),
  ]);
  file.close();
  return JSON.stringify(rows);
}
