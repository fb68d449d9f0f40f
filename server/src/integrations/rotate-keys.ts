import type { Randomness } from '../runtime/runtime.ts';
import { checkKeyCanary } from '../security/key-canary.ts';
import { createSecretSealer } from '../security/secret-sealer.ts';
import type { Store } from '../store/index.ts';
import { resealSecrets } from './reseal-secrets.ts';
import { openSecrets } from './stored-secrets.ts';

/**
 * Seals everything with the current key, and then opens everything with that key alone. Answers how many integrations
 * were sealed anew, and how many there are. Throws `WrongKeyError` or `SealingError`, and changes nothing that it
 * cannot open.
 */
export async function rotateKeys(
  store: Pick<Store, 'integrations' | 'keyCanary'>,
  keys: { current: Uint8Array; previous: Uint8Array | null },
  randomness: Randomness,
): Promise<{ resealed: number; readable: number }> {
  const rotating = createSecretSealer(keys, randomness);
  checkKeyCanary(store.keyCanary.read(), rotating);
  const resealed = await resealSecrets(store, rotating);
  const currentAlone = createSecretSealer({ current: keys.current, previous: null }, randomness);
  const all = await store.integrations.sealedSecrets();
  for (const integration of all) openSecrets(currentAlone, integration);
  return { resealed, readable: all.length };
}
