import { microsoftDynamicsDescriptor } from '@goodfunds/shared';
import { expect, test } from 'vitest';
import { firstPlace } from './navigation.ts';

const providers = [microsoftDynamicsDescriptor];
const provider = microsoftDynamicsDescriptor.id;
const emailOnly = { emailaddress1: { field: 'email' } };
const mapped = { ...emailOnly, firstname: { field: 'firstName' } };

test('a panel without integrations opens the overview', () => {
  expect(firstPlace([], providers)).toEqual({ at: 'overview' });
});

test('a single integration without a mapping opens the mapping', () => {
  expect(firstPlace([{ id: 'a', provider, mapping: emailOnly }], providers)).toEqual({
    at: 'integration',
    integrationId: 'a',
    step: 'mapping',
  });
});

test('a single finished integration opens its runs', () => {
  expect(firstPlace([{ id: 'a', provider, mapping: mapped }], providers)).toMatchObject({ step: 'sync' });
});

test('several integrations open the overview', () => {
  expect(
    firstPlace(
      [
        { id: 'a', provider, mapping: mapped },
        { id: 'b', provider, mapping: mapped },
      ],
      providers,
    ),
  ).toEqual({ at: 'overview' });
});
