import { expect, test } from 'vitest';
import { formReducer, INITIAL_FORM } from './form-state.ts';

test('a field that is left shows its problems, and a corrected address is marked until it is typed again', () => {
  const left = formReducer(INITIAL_FORM, { type: 'LEAVE', fields: ['url'], corrected: ['url'] });
  expect(left).toMatchObject({ touched: ['url'], corrected: ['url'], isTyping: false });
  const typing = formReducer(left, { type: 'TYPE', field: 'url' });
  expect(typing).toMatchObject({ touched: ['url'], corrected: [], isTyping: true });
});

test('a form that starts over shows no problems, and the saved notice until the next test', () => {
  const left = formReducer(INITIAL_FORM, { type: 'LEAVE', fields: ['url'], corrected: [] });
  const saved = formReducer(left, { type: 'RESET', isSaved: true });
  expect(saved).toEqual({ ...INITIAL_FORM, isSaved: true, resetKey: 1 });
  expect(formReducer(saved, { type: 'TEST' }).isSaved).toBe(false);
});
