import { setImmediate } from 'node:timers/promises';
import { nextKeyCanary } from '../security/key-canary.ts';
import type { SecretSealer } from '../security/secret-sealer.ts';
import type { Store } from '../store/index.ts';
import { openSecrets, sealSecrets } from './stored-secrets.ts';

/**
 * Seals every secret with the current key that still lies under the previous one, the file's canary last, after which
 * the previous one can be taken away. Safe at any time and from several processes: what is changed meanwhile is
 * sealed anew by its change. Answers how many integrations it touched. Throws `SealingError` where a key is missing.
 */
export async function resealSecrets(
  { integrations, keyCanary }: Pick<Store, 'integrations' | 'keyCanary'>,
  sealer: SecretSealer,
): Promise<number> {
  let resealed = 0;
  for (let pass = 0; pass < MOST_PASSES; pass += 1) {
    const left = await underOtherKeys(integrations, sealer);
    if (left.length === 0) {
      const canary = nextKeyCanary(keyCanary.read(), sealer);
      if (canary !== null) await keyCanary.keep(canary);
      break;
    }
    for (let from = 0; from < left.length; from += AT_ONCE) {
      const replacements = left.slice(from, from + AT_ONCE).map((read) => ({
        read,
        secrets: sealSecrets(sealer, read, openSecrets(sealer, read)),
      }));
      resealed += await integrations.replaceSealedSecrets(replacements);
      // Each step is done before it is waited for, so without this the whole process would stand still.
      await setImmediate();
    }
  }
  return resealed;
}

/** A process that knows the previous key alone may write as long as it runs; then the canary stays as it was. */
const MOST_PASSES = 5;

/** One commit for so many, and nobody is held up for long. */
const AT_ONCE = 100;

async function underOtherKeys(integrations: Store['integrations'], sealer: SecretSealer) {
  const all = await integrations.sealedSecrets();
  return all.filter(({ secrets }) =>
    Object.values(secrets).some(({ sealed }) => sealer.needsResealing(sealed)),
  );
}
