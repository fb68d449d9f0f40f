import type { UpdateStrategy } from '@goodfunds/shared';

/** In GoodFunds the value is always new. */
export type ExampleLine = {
  id: 'phone' | 'city';
  before: 'EMPTY' | 'OLD';
  after: 'EMPTY' | 'OLD' | 'NEW';
};

/** One field that is empty in the CRM and one that differs; or one that changed on each side since the last sync. */
export function exampleOf(strategy: UpdateStrategy): ExampleLine[] {
  if (strategy === 'UPDATE_IF_SOURCE_CHANGED') {
    return [
      { id: 'phone', before: 'OLD', after: 'NEW' },
      { id: 'city', before: 'OLD', after: 'OLD' },
    ];
  }
  return [
    { id: 'phone', before: 'EMPTY', after: strategy === 'SKIP' ? 'EMPTY' : 'NEW' },
    { id: 'city', before: 'OLD', after: strategy === 'UPDATE_IF_CHANGED' ? 'NEW' : 'OLD' },
  ];
}
