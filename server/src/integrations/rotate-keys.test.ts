import { expect, it } from 'vitest';
import { integrationRecord, temporaryStore, testAudit } from '../../test/harness/temporary-store.ts';
import { systemRuntime } from '../runtime/system-runtime.ts';
import { createSecretSealer, SealingError } from '../security/secret-sealer.ts';
import { loadMemoryKey } from './memory-key.ts';
import { resealSecrets } from './rotate-keys.ts';
import { openSecrets, sealSecrets } from './stored-secrets.ts';

const [OLD_KEY, NEW_KEY] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
const sealerWith = (current: Uint8Array, previous: Uint8Array | null) =>
  createSecretSealer({ current, previous }, systemRuntime.randomness);

it('reseals the secrets of the previous key with the current one, and changes nothing else', async () => {
  await using file = await temporaryStore();
  const { integrations } = file.store;
  const record = integrationRecord();
  const secrets = sealSecrets(sealerWith(OLD_KEY, null), record, {
    clientSecret: 'a-secret-of-twenty-characters',
  });
  await integrations.insert({ ...record, secrets }, testAudit);

  const rotating = sealerWith(NEW_KEY, OLD_KEY);
  expect(await resealSecrets(file.store, rotating)).toBe(1);
  expect(await resealSecrets(file.store, rotating)).toBe(0);

  const after = await integrations.find(record.accountId, record.id);
  expect(after && openSecrets(sealerWith(NEW_KEY, null), after)).toEqual({
    clientSecret: 'a-secret-of-twenty-characters',
  });
  expect({ ...after, secrets: null }).toEqual({ ...record, secrets: null });
});

it('keeps the key of what links remember', async () => {
  await using file = await temporaryStore();
  const key = await loadMemoryKey(file.store, sealerWith(OLD_KEY, null), systemRuntime.randomness);
  await resealSecrets(file.store, sealerWith(NEW_KEY, OLD_KEY));
  const current = sealerWith(NEW_KEY, null);
  expect(await loadMemoryKey(file.openAnother(), current, systemRuntime.randomness)).toBe(key);
});

it('does not overwrite a concurrent change', async () => {
  await using file = await temporaryStore();
  const { integrations } = file.store;
  const record = integrationRecord();
  const sealed = (secret: string) => sealSecrets(sealerWith(OLD_KEY, null), record, { clientSecret: secret });
  await integrations.insert({ ...record, secrets: sealed('the-newer-one') }, testAudit);
  const read = { ...record, secrets: sealed('the-older-one') };
  expect(await integrations.replaceSealedSecrets([{ read, secrets: sealed('resealed') }])).toBe(0);
});

it('rejects where the key is missing', async () => {
  await using file = await temporaryStore();
  const record = integrationRecord();
  const secrets = sealSecrets(sealerWith(OLD_KEY, null), record, { clientSecret: 'secret' });
  await file.store.integrations.insert({ ...record, secrets }, testAudit);
  await expect(resealSecrets(file.store, sealerWith(NEW_KEY, null))).rejects.toThrow(SealingError);
});
