import { microsoftDynamicsDescriptor } from '@goodfunds/shared';
import { expect, test } from 'vitest';
import { firstPlace } from './navigation.ts';

const providers = [microsoftDynamicsDescriptor];
const provider = microsoftDynamicsDescriptor.id;
const emailOnly = { emailaddress1: { field: 'email' } };
const mapped = { ...emailOnly, firstname: { field: 'firstName' } };

test('a panel without integrations opens the overview, which says what comes first', () => {
  expect(firstPlace([], providers)).toEqual({ at: 'overview' });
});

test('one integration that is not mapped yet opens where the set-up goes on', () => {
  expect(firstPlace([{ id: 'a', provider, mapping: emailOnly }], providers)).toEqual({
    at: 'integration',
    integrationId: 'a',
    step: 'mapping',
  });
});

test('one finished integration opens its runs, so that reopening finds a run again', () => {
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
