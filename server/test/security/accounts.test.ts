import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listProcedures } from '../../src/api/procedure-list.ts';
import { type MemoryApp, startMemoryApp } from '../harness/app.ts';
import { ACCESS_MATRIX } from './support/access-matrix.ts';
import { type ProcedureKind, type RawAnswer, TRANSPORTS } from './support/raw-answer.ts';
import { createAccount, type Names, randomNames } from './support/two-accounts.ts';

const PROCEDURES = new Map(listProcedures().map(({ path, type }) => [path, type]));
const MARK = 'foreignmark';

const CASES = Object.entries(ACCESS_MATRIX).flatMap(([procedure, ways]) =>
  Object.entries(ways).flatMap(([what, way]) =>
    (['user', 'service'] as const).map((caller) => ({ procedure, what, way, caller })),
  ),
);

describe('no account can access another', () => {
  let app: MemoryApp;
  let foreign: Names;
  let before: string;
  let answers = 0;
  beforeAll(async () => {
    app = await startMemoryApp();
    foreign = await createAccount(app, MARK);
    before = rowsOf(app, foreign.accountId);
  });
  afterAll(async () => await app[Symbol.asyncDispose]());

  const kindOf = (procedure: string): ProcedureKind => PROCEDURES.get(procedure) ?? 'query';

  /** The responses to one input over every transport. */
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

  it('every procedure of the router is in the access matrix', () => {
    expect(Object.keys(ACCESS_MATRIX).sort()).toEqual([...PROCEDURES.keys()].sort());
  });

  it.each(CASES)(
    '$procedure: a $caller gets the same response for a foreign $what as for an unknown one',
    async ({ way, ...call }) => {
      const own = await createAccount(app, 'own');
      // Random names, so that a response that echoes them would differ.
      const random = await ask(call, own, way.input(randomNames(), own));
      const theirs = await ask(call, own, way.input(foreign, own));
      expect(way.hasNewId ? 'new id' : theirs).toEqual(way.hasNewId ? 'new id' : random);
      expect(JSON.stringify(theirs)).not.toContain(MARK);

      const ownAnswers = await ask(call, own, way.input(own, own));
      const statuses = ownAnswers.map(([, { status }]) => status);
      expect(statuses).toContain(statuses.includes(403) ? 403 : (way.ownStatus ?? 200));
      expect(JSON.stringify(ownAnswers)).not.toContain(MARK);
    },
  );

  it.each(Object.entries(ACCESS_MATRIX))(
    '%s: a user gets the same response for a foreign account as for an unknown one',
    async (procedure, ways) => {
      const own = await createAccount(app, 'own');
      const call = { procedure, caller: 'user' } as const;
      for (const way of Object.values(ways)) {
        const random = randomNames();
        const inForeign = await ask(call, own, {
          ...way.input(foreign, foreign),
          accountId: foreign.accountId,
        });
        const inRandom = await ask(call, own, { ...way.input(random, random), accountId: random.accountId });
        expect(inForeign).toEqual(inRandom);
        for (const [, { body }] of inForeign) {
          // Subscriptions answer plain calls with 415.
          expect(body).toMatch(/"(?:NOT_FOUND|FORBIDDEN|UNSUPPORTED_MEDIA_TYPE)"/);
          expect(body).not.toContain(MARK);
        }
      }
    },
  );

  it('all these calls change nothing in the foreign account', async ({ annotate }) => {
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
