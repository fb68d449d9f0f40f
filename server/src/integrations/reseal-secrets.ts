import type { SecretSealer } from '../security/secret-sealer.ts';
import type { IntegrationStore } from '../store/integration-store.ts';
import { openSecrets, sealSecrets } from './stored-secrets.ts';

/**
 * Seals every secret with the current key that still lies under the previous one, after which the previous one can
 * be taken away. Safe at any time and from several processes: what is changed meanwhile is sealed anew by its change.
 * Answers how many integrations it touched. Throws `SealingError` where a key is missing.
 */
export async function resealSecrets(
  store: Pick<IntegrationStore, 'sealedSecrets' | 'replaceSealedSecrets'>,
  sealer: SecretSealer,
): Promise<number> {
  let resealed = 0;
  for (const read of await store.sealedSecrets()) {
    if (!Object.values(read.secrets).some(({ sealed }) => sealer.needsResealing(sealed))) continue;
    const replaced = await store.replaceSealedSecrets(
      read,
      sealSecrets(sealer, read, openSecrets(sealer, read)),
    );
    if (replaced) resealed += 1;
  }
  return resealed;
}
