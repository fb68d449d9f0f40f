import { expect, test } from 'vitest';
import { type MappingState, reduceMapping } from './mapping-state.ts';

const state: MappingState = {
  mapping: { emailaddress1: { field: 'email' }, firstname: { field: 'firstName', strategy: 'SKIP' } },
  open: null,
  openings: 0,
  focused: null,
};
const firstName = { field: 'firstName', attribute: 'firstname' };

test('one row is open at a time, and its button takes the focus when it closes', () => {
  const open = reduceMapping(state, { type: 'OPEN', row: firstName });
  expect(open).toMatchObject({ open: firstName, openings: 1, focused: null });
  expect(reduceMapping(open, { type: 'CLOSE' })).toMatchObject({ open: null, focused: firstName });
});

test('a row keeps its strategy but not its value translation when it moves to another attribute', () => {
  const translated = reduceMapping(state, {
    type: 'SET',
    attribute: 'firstname',
    row: { field: 'firstName', strategy: 'SKIP', values: { a: 1 } },
  });
  const moved = reduceMapping(translated, { type: 'MOVE', from: firstName, to: 'nickname' });
  expect(moved.mapping).toEqual({
    emailaddress1: { field: 'email' },
    nickname: { field: 'firstName', strategy: 'SKIP' },
  });
  expect(moved.open).toEqual({ field: 'firstName', attribute: 'nickname' });
});

test('a new row begins with the first attribute that is chosen', () => {
  const moved = reduceMapping(state, {
    type: 'MOVE',
    from: { field: 'lastName', attribute: null },
    to: 'lastname',
  });
  expect(moved.mapping).toEqual({ ...state.mapping, lastname: { field: 'lastName' } });
});

test('removing a row moves the focus to the field that is free again', () => {
  const removed = reduceMapping(state, { type: 'REMOVE', field: 'firstName', attribute: 'firstname' });
  expect(removed.mapping).toEqual({ emailaddress1: { field: 'email' } });
  expect(removed.focused).toEqual({ field: 'firstName', attribute: null });
});

test('accepting suggestions leaves an open row open unless another row takes the focus', () => {
  const suggestions = [{ attribute: 'lastname', field: 'lastName', score: 1, reason: 'STANDARD' as const }];
  const open = reduceMapping(state, { type: 'OPEN', row: firstName });
  const accepted = reduceMapping(open, { type: 'ACCEPT', suggestions, focused: null });
  expect(accepted.mapping).toHaveProperty('lastname');
  expect(accepted.open).toEqual(firstName);
  const focused = { field: 'lastName', attribute: 'lastname' };
  expect(reduceMapping(open, { type: 'ACCEPT', suggestions, focused })).toMatchObject({
    open: null,
    focused,
  });
});
