import type { UpdateStrategy } from '@goodfunds/shared';

export type ExampleLine = {
  id: 'phone' | 'city';
  goodfunds: 'NEW';
  before: 'EMPTY' | 'OLD';
  after: 'EMPTY' | 'OLD' | 'NEW';
};

/** One field that is empty in the CRM and one that differs, which is enough to distinguish the strategies. */
export function exampleOf(strategy: UpdateStrategy): ExampleLine[] {
  return [
    { id: 'phone', goodfunds: 'NEW', before: 'EMPTY', after: strategy === 'SKIP' ? 'EMPTY' : 'NEW' },
    { id: 'city', goodfunds: 'NEW', before: 'OLD', after: strategy === 'UPDATE_IF_CHANGED' ? 'NEW' : 'OLD' },
  ];
}
