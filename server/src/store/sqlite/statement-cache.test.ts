import Sqlite from 'better-sqlite3';
import { beforeEach, expect, test } from 'vitest';
import { cacheStatements } from './statement-cache.ts';

let connection: Sqlite.Database;
beforeEach(() => {
  connection = new Sqlite(':memory:');
  connection.exec("create table people (name text); insert into people values ('Ada'), ('Bob')");
  cacheStatements(connection);
});

const ALL = 'select name from people order by name';

test('a statement is compiled once', () => {
  expect(connection.prepare(ALL)).toBe(connection.prepare(ALL));
});

test('a cached statement does not keep the row format of an earlier caller', () => {
  expect(connection.prepare(ALL).raw().all()).toEqual([['Ada'], ['Bob']]);
  expect(connection.prepare(ALL).all()).toEqual([{ name: 'Ada' }, { name: 'Bob' }]);
  expect(connection.prepare(ALL).pluck().all()).toEqual(['Ada', 'Bob']);
  expect(connection.prepare(ALL).get()).toEqual({ name: 'Ada' });
});

test('a statement that is being iterated is not reused', () => {
  const seen = [];
  for (const row of connection.prepare(ALL).iterate()) seen.push([row, connection.prepare(ALL).all().length]);
  expect(seen).toEqual([
    [{ name: 'Ada' }, 2],
    [{ name: 'Bob' }, 2],
  ]);
});

test('a cached statement sees a changed table', () => {
  connection.prepare('select * from people').all();
  connection.exec("alter table people add column city text default 'Mainz'");
  expect(connection.prepare('select * from people').get()).toEqual({ name: 'Ada', city: 'Mainz' });
});

test('the least recently used statements are dropped', () => {
  const first = connection.prepare(ALL);
  const second = connection.prepare('select 1');
  for (let number = 0; number < 400; number += 1) {
    connection.prepare(`select ${number}, 0`);
    connection.prepare(ALL);
  }
  expect(connection.prepare(ALL)).toBe(first);
  expect(connection.prepare('select 1')).not.toBe(second);
});
