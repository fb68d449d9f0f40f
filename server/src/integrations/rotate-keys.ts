import { setImmediate } from 'node:timers/promises';
import type { Randomness } from '../runtime/runtime.ts';
import { checkKeyCanary, nextKeyCanary } from '../security/key-canary.ts';
import { createSecretSealer, type SecretSealer } from '../security/secret-sealer.ts';
import type { Store } from '../store/index.ts';
import { openMemoryKey, resealMemoryKey } from './memory-key.ts';
import { openSecrets, sealSecrets } from './stored-secrets.ts';

/**
 * Reseals all secrets with the current key, then opens them with that key alone to prove it. Returns how many
 * integrations were resealed and how many can be read. Throws `WrongKeyError` or `SealingError`, and changes nothing
 * that it cannot open.
 */
export async function rotateKeys(
  store: Pick<Store, 'integrations' | 'keyCanary' | 'memoryKey'>,
  keys: { current: Uint8Array; previous: Uint8Array | null },
  randomness: Randomness,
): Promise<{ resealed: number; readable: number }> {
  const rotating = createSecretSealer(keys, randomness);
  checkKeyCanary(await store.keyCanary.read(), rotating);
  const resealed = await resealSecrets(store, rotating);
  const currentOnly = createSecretSealer({ current: keys.current, previous: null }, randomness);
  const all = await store.integrations.sealedSecrets();
  for (const integration of all) openSecrets(currentOnly, integration);
  await openMemoryKey(store, currentOnly);
  return { resealed, readable: all.length };
}

/**
 * Reseals the secrets of the previous key with the current one, and the key canary last: then the previous key can be
 * removed. Safe at any time and in several processes, because a concurrent change seals with the current key anyway.
 * Returns the number of integrations resealed. Throws `SealingError` where a key is missing.
 */
export async function resealSecrets(
  { integrations, keyCanary, memoryKey }: Pick<Store, 'integrations' | 'keyCanary' | 'memoryKey'>,
  sealer: SecretSealer,
): Promise<number> {
  await resealMemoryKey({ memoryKey }, sealer);
  let resealed = 0;
  for (let pass = 0; pass < MAX_PASSES; pass += 1) {
    const pending = await withOtherKeys(integrations, sealer);
    if (pending.length === 0) {
      const canary = nextKeyCanary(await keyCanary.read(), sealer);
      if (canary !== null) await keyCanary.save(canary);
      break;
    }
    for (let from = 0; from < pending.length; from += CHUNK_SIZE) {
      const replacements = pending.slice(from, from + CHUNK_SIZE).map((read) => ({
        read,
        secrets: sealSecrets(sealer, read, openSecrets(sealer, read)),
      }));
      resealed += await integrations.replaceSealedSecrets(replacements);
      // SQLite writes synchronously, so let other requests run between two chunks.
      await setImmediate();
    }
  }
  return resealed;
}

/** While a process with only the previous key keeps writing, the canary keeps its key. */
const MAX_PASSES = 5;

/** Integrations per commit. */
const CHUNK_SIZE = 100;

async function withOtherKeys(integrations: Store['integrations'], sealer: SecretSealer) {
  const all = await integrations.sealedSecrets();
  return all.filter(({ secrets }) =>
    Object.values(secrets).some(({ sealed }) => sealer.needsResealing(sealed)),
  );
}
