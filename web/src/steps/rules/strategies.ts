import type { UpdateStrategy } from '@goodfunds/shared';

/** In GoodFunds the value is always new. */
export type ExampleLine = {
  id: 'phone' | 'city';
  before: 'EMPTY' | 'OLD';
  after: 'EMPTY' | 'OLD' | 'NEW';
};

/** One field that is empty in the CRM and one that differs, which is enough to distinguish the strategies. */
export function exampleOf(strategy: UpdateStrategy): ExampleLine[] {
  return [
    { id: 'phone', before: 'EMPTY', after: strategy === 'SKIP' ? 'EMPTY' : 'NEW' },
    { id: 'city', before: 'OLD', after: strategy === 'UPDATE_IF_CHANGED' ? 'NEW' : 'OLD' },
  ];
}
