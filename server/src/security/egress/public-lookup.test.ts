import type { LookupOptions } from 'node:dns';
import { describe, expect, it } from 'vitest';
import { publicLookup, type ResolvedAddress } from './public-lookup.ts';

const addresses: ResolvedAddress[] = [
  { address: '13.107.42.14', family: 4 },
  { address: '2603:1030:40c:1::5', family: 6 },
];

describe('the lookup of public addresses', () => {
  it('returns all addresses to a socket that tries several', async () => {
    expect(await lookUp({ all: true })).toEqual([null, addresses, undefined]);
  });

  it('returns the first address to a socket that tries one', async () => {
    expect(await lookUp({ all: false })).toEqual([null, '13.107.42.14', 4]);
  });

  it('fails where one of the addresses is not public', async () => {
    const [error, address] = await lookUp({ all: true }, [...addresses, { address: '10.0.0.1', family: 4 }]);
    expect(error).toMatchObject({ failure: 'ADDRESS_NOT_PUBLIC', mayHaveArrived: false });
    expect(address).toBe('');
  });
});

function lookUp(options: LookupOptions, answer: ResolvedAddress[] = addresses): Promise<unknown[]> {
  const lookup = publicLookup(async () => answer);
  return new Promise((resolve) => {
    lookup('org.crm4.dynamics.com', options, (error, address, family) => resolve([error, address, family]));
  });
}
