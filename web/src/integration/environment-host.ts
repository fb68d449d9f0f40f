import type { Integration } from '@goodfunds/shared';

/** The host of the CRM behind an integration, where its credentials hold an address. */
export function environmentHost({ credentials }: Pick<Integration, 'credentials'>): string | null {
  const address = Object.values(credentials).find(
    (value): value is string => typeof value === 'string' && URL.canParse(value),
  );
  return address === undefined ? null : new URL(address).host;
}
