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

test('a statement is compiled once, however often it is asked for', () => {
  expect(connection.prepare(ALL)).toBe(connection.prepare(ALL));
});

test('whoever asks for a statement gets it without the form of rows that others wanted', () => {
  expect(connection.prepare(ALL).raw().all()).toEqual([['Ada'], ['Bob']]);
  expect(connection.prepare(ALL).all()).toEqual([{ name: 'Ada' }, { name: 'Bob' }]);
  expect(connection.prepare(ALL).pluck().all()).toEqual(['Ada', 'Bob']);
  expect(connection.prepare(ALL).get()).toEqual({ name: 'Ada' });
});

test('one that is being walked through is not disturbed by the next who asks', () => {
  const seen = [];
  for (const row of connection.prepare(ALL).iterate()) seen.push([row, connection.prepare(ALL).all().length]);
  expect(seen).toEqual([
    [{ name: 'Ada' }, 2],
    [{ name: 'Bob' }, 2],
  ]);
});

test('a table that has changed meanwhile is read as it is now', () => {
  connection.prepare('select * from people').all();
  connection.exec("alter table people add column city text default 'Mainz'");
  expect(connection.prepare('select * from people').get()).toEqual({ name: 'Ada', city: 'Mainz' });
});

test('of very many different statements the ones not asked for longest are let go', () => {
  const first = connection.prepare(ALL);
  const second = connection.prepare('select 1');
  for (let number = 0; number < 400; number += 1) {
    connection.prepare(`select ${number}, 0`);
    connection.prepare(ALL);
  }
  expect(connection.prepare(ALL)).toBe(first);
  expect(connection.prepare('select 1')).not.toBe(second);
});
