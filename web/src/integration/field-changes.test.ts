import { expect, test } from 'vitest';
import { crmField } from '../../../shared/src/testing/crm-field.ts';
import { fieldChanges } from './field-changes.ts';

test('attributes that were added, removed or changed are reported, a new label is not', () => {
  const before = [
    crmField({ attribute: 'same', label: 'Same' }),
    crmField({ attribute: 'gone' }),
    crmField({ attribute: 'shorter', maxLength: 100 }),
  ];
  const after = [
    crmField({ attribute: 'same', label: 'Same as ever' }),
    crmField({ attribute: 'shorter', maxLength: 10 }),
    crmField({ attribute: 'new' }),
  ];
  const { added, removed, changed } = fieldChanges(before, after);
  expect([added, removed, changed].map((fields) => fields.map(({ attribute }) => attribute))).toEqual([
    ['new'],
    ['gone'],
    ['shorter'],
  ]);
  expect(fieldChanges(before, before)).toEqual({ added: [], removed: [], changed: [] });
});
