import { rotateKeys } from '../integrations/rotate-keys.ts';
import { systemRuntime } from '../runtime/system-runtime.ts';
import { readKeySettings } from '../settings.ts';
import { openStore } from '../store/index.ts';
import { runCommand } from './run-command.ts';

/** `npm run rotate-keys`: reseals all secrets with ENCRYPTION_KEY, while the services run with both keys. */
await runCommand(async () => {
  const { databaseUrl, encryptionKey, previousEncryptionKey } = readKeySettings();
  const { clock, randomness } = systemRuntime;
  const store = openStore({ databaseUrl, clock });
  try {
    const keys = { current: encryptionKey, previous: previousEncryptionKey };
    const { resealed, readable } = await rotateKeys(store, keys, randomness);
    const done = `${resealed} integrations resealed; all ${readable} open with ENCRYPTION_KEY alone.`;
    return previousEncryptionKey ? `${done} You can remove ENCRYPTION_KEY_PREVIOUS.` : done;
  } finally {
    await store.close();
  }
});
