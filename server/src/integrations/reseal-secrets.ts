import { nextKeyCanary } from '../security/key-canary.ts';
import type { SecretSealer } from '../security/secret-sealer.ts';
import type { Store } from '../store/store.ts';
import { openSecrets, sealSecrets } from './stored-secrets.ts';

/**
 * Seals every secret with the current key that still lies under the previous one, the file's canary last, after which
 * the previous one can be taken away. Safe at any time and from several processes: what is changed meanwhile is sealed anew by its change.
 * Answers how many integrations it touched. Throws `SealingError` where a key is missing.
 */
export async function resealSecrets(
  { integrations, keyCanary }: Pick<Store, 'integrations' | 'keyCanary'>,
  sealer: SecretSealer,
): Promise<number> {
  let resealed = 0;
  for (let left = await underOtherKeys(integrations, sealer); left.length > 0; ) {
    for (const read of left) {
      const secrets = sealSecrets(sealer, read, openSecrets(sealer, read));
      if (await integrations.replaceSealedSecrets(read, secrets)) resealed += 1;
    }
    // Whoever still seals with the previous key may have done so meanwhile.
    left = await underOtherKeys(integrations, sealer);
  }
  const canary = nextKeyCanary(keyCanary.read(), sealer);
  if (canary !== null) await keyCanary.keep(canary);
  return resealed;
}

async function underOtherKeys(integrations: Store['integrations'], sealer: SecretSealer) {
  const all = await integrations.sealedSecrets();
  return all.filter(({ secrets }) =>
    Object.values(secrets).some(({ sealed }) => sealer.needsResealing(sealed)),
  );
}
