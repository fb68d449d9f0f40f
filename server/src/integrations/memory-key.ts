import type { Randomness } from '../runtime/runtime.ts';
import type { SecretSealer } from '../security/secret-sealer.ts';
import type { Store } from '../store/index.ts';

type KeyStore = Pick<Store, 'memoryKey'>;

const PLACE = { accountId: 0, integrationId: '', column: 'memory key' };
const KEY_BYTES = 32;

/** The key of the digests that links remember. The first start makes it. */
export async function loadMemoryKey(
  store: KeyStore,
  sealer: SecretSealer,
  randomness: Randomness,
): Promise<string> {
  const key = await openMemoryKey(store, sealer);
  if (key !== null) return key;
  const made = Buffer.from(randomness.bytes(KEY_BYTES)).toString('base64url');
  await store.memoryKey.add(sealer.seal(made, PLACE));
  return (await openMemoryKey(store, sealer)) ?? made;
}

/** `null` if none was made yet. Throws `SealingError`. */
export async function openMemoryKey({ memoryKey }: KeyStore, sealer: SecretSealer): Promise<string | null> {
  const sealed = await memoryKey.read();
  return sealed === null ? null : sealer.open(sealed, PLACE);
}

/** Seals the key with the current encryption key, unless it is already. */
export async function resealMemoryKey({ memoryKey }: KeyStore, sealer: SecretSealer): Promise<void> {
  const sealed = await memoryKey.read();
  if (sealed === null || !sealer.needsResealing(sealed)) return;
  await memoryKey.replace(sealed, sealer.seal(sealer.open(sealed, PLACE), PLACE));
}
