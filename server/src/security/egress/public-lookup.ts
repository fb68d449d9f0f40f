import type { LookupFunction } from 'node:net';
import { EgressError } from './egress.ts';
import { isPublicAddress } from './public-address.ts';

export type ResolvedAddress = { address: string; family: 4 | 6 };
export type Resolve = (hostname: string) => Promise<readonly ResolvedAddress[]>;

/**
 * A `lookup` for sockets that resolves a name once and fails unless every address is public. The socket connects to
 * the address that was checked, which prevents DNS rebinding.
 */
export function publicLookup(resolve: Resolve): LookupFunction {
  return (hostname, options, answer) => {
    resolvePublic(resolve, hostname).then(
      ([first, ...others]) => {
        if (options.all) answer(null, [first, ...others]);
        else answer(null, first.address, first.family);
      },
      (error: EgressError) => answer(error, ''),
    );
  };
}

async function resolvePublic(
  resolve: Resolve,
  hostname: string,
): Promise<[ResolvedAddress, ...ResolvedAddress[]]> {
  const [first, ...others] = await resolve(hostname).catch((cause: unknown) => {
    throw lookupError(cause);
  });
  if (!first) throw new EgressError('HOST_NOT_FOUND', { mayHaveArrived: false });
  if (![first, ...others].every(({ address }) => isPublicAddress(address))) {
    throw new EgressError('ADDRESS_NOT_PUBLIC', { mayHaveArrived: false });
  }
  return [first, ...others];
}

function lookupError(cause: unknown): EgressError {
  const code = cause instanceof Error && 'code' in cause ? cause.code : null;
  const unknownName = code === 'ENOTFOUND' || code === 'ENODATA';
  return new EgressError(unknownName ? 'HOST_NOT_FOUND' : 'NETWORK', { mayHaveArrived: false, cause });
}
