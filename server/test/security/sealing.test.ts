import { setTimeout } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { resealSecrets, rotateKeys } from '../../src/integrations/rotate-keys.ts';
import { openSecrets, sealSecrets } from '../../src/integrations/stored-secrets.ts';
import { systemRuntime } from '../../src/runtime/system-runtime.ts';
import { createSecretSealer, SealingError, type SecretSealer } from '../../src/security/secret-sealer.ts';
import { startDynamicsApp } from '../harness/app.ts';
import { integrationRecord, temporaryStore, testAudit } from '../harness/temporary-store.ts';

const [OLD_KEY, NEW_KEY] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
const PLACE = { accountId: 7, integrationId: 'integration-1', column: 'secrets.clientSecret' };
const SECRETS = 10_000;
const { randomness } = systemRuntime;
const sealerWith = (current: Uint8Array, previous: Uint8Array | null = null) =>
  createSecretSealer({ current, previous }, randomness);

describe('sealed secrets can be opened only unchanged and in their place', () => {
  const sealer = sealerWith(NEW_KEY, OLD_KEY);
  const envelope = sealer.seal('a-secret-of-twenty-characters', PLACE);
  const opens = (sealed: string, by: SecretSealer = sealer): boolean => {
    try {
      by.open(sealed, PLACE);
      return true;
    } catch (error) {
      if (error instanceof SealingError) return false;
      throw error;
    }
  };

  it('not with any bit flipped in the version, key id, nonce, text or tag', async ({ annotate }) => {
    const [version = '', keyId = '', payload = ''] = envelope.split('.');
    const bytes = Buffer.from(payload, 'base64url');
    const inPayload = Array.from({ length: bytes.length * 8 }, (_, bit) => {
      const changed = Buffer.from(bytes);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      return `${version}.${keyId}.${changed.toString('base64url')}`;
    });
    const inHead = Array.from({ length: (version.length + keyId.length + 2) * 7 }, (_, bit) => {
      const place = Math.floor(bit / 7);
      const letter = String.fromCharCode(envelope.charCodeAt(place) ^ (1 << (bit % 7)));
      return envelope.slice(0, place) + letter + envelope.slice(place + 1);
    });
    expect(opens(envelope)).toBe(true);
    expect([...inPayload, ...inHead].filter((changed) => opens(changed))).toEqual([]);
    await annotate(`${inPayload.length + inHead.length} flipped bits refused`);
  });

  it('not when cut or lengthened', () => {
    const cut = Array.from({ length: envelope.length }, (_, length) => envelope.slice(0, length));
    const tailless = cut.map((text) => envelope.slice(text.length + 1));
    const longer = [`${envelope}AAAA`, `${envelope}.`, ` ${envelope}`, `${envelope}\n`, envelope + envelope];
    // The last base64 character can contain unused bits, but never a whole byte.
    expect([...cut, ...tailless, ...longer].filter((changed) => opens(changed))).toEqual([]);
  });

  it('not with another key, and not with the right key under another id', () => {
    const [, , payload = ''] = envelope.split('.');
    const underOld = sealerWith(OLD_KEY).seal('another', PLACE);
    const [version, oldId] = underOld.split('.');
    expect(opens(envelope, sealerWith(OLD_KEY))).toBe(false);
    expect(opens(`${version}.${oldId}.${payload}`)).toBe(false);
  });

  it('not in another row, column or account: no request is sent with a moved secret', async () => {
    await using app = await startDynamicsApp();
    const [mine, theirs] = [await app.connect(7), await app.connect(8)];
    app.emulator.clearRequests();
    const file = new Sqlite(app.databasePath);
    const secretsOf = (id: string): string =>
      String(file.prepare('select secrets from integrations where id = ?').pluck().get(id));
    const put = (id: string, secrets: string): void =>
      void file
        .prepare('update integrations set secrets = ?, version = version where id = ?')
        .run(secrets, id);
    const [own, foreign] = [secretsOf(mine.id), secretsOf(theirs.id)];
    const test = async (): Promise<string> =>
      JSON.stringify(await app.asUserOf(7)('connection.test', { integrationId: mine.id }));
    put(mine.id, foreign);
    expect(await test()).toContain('INTERNAL');
    put(mine.id, own.replace('clientSecret', 'tenantId'));
    expect(await test()).toContain('INTERNAL');
    file.prepare('update integrations set account_id = 7, environment_id = null where id = ?').run(theirs.id);
    const stolen = await app.asUserOf(7)('connection.test', { integrationId: theirs.id });
    expect(JSON.stringify(stolen)).toContain('INTERNAL');
    expect(app.emulator.requests()).toEqual([]);
    put(mine.id, own);
    expect(await test()).toContain('"UP"');
    file.close();
  });

  it('all ten thousand remain readable while they are resealed and other processes write', async ({
    annotate,
  }) => {
    await using app = await temporaryStore();
    const { store } = app;
    const secretOf = (index: number, version: number) => `secret-${index}-in-version-${version}-of-it`;
    const sealed = (index: number, version: number, by: SecretSealer) =>
      sealSecrets(by, { accountId: 1, id: `i-${index}` }, { clientSecret: secretOf(index, version) });
    await insertMany(app.databaseUrl, SECRETS, (index) => sealed(index, 1, sealerWith(OLD_KEY)));

    // Two other processes continue to write, with the new and with the old key as the current one.
    const versions = new Map<number, number>();
    let rotating = true;
    const writer = async (by: SecretSealer, offset: number): Promise<void> => {
      const other = app.openAnother();
      for (let turn = 0; rotating; turn += 1) {
        const index = (turn * 101 + offset) % SECRETS;
        const version = (versions.get(index) ?? 1) + 1;
        const result = await other.integrations.update({
          accountId: 1,
          integrationId: `i-${index}`,
          version: version - 1,
          change: { secrets: sealed(index, version, by) },
          resumes: [],
          audit: testAudit,
        });
        expect(result.kind).toBe('UPDATED');
        versions.set(index, version);
        await setTimeout(1);
      }
    };
    const writers = [writer(sealerWith(NEW_KEY, OLD_KEY), 0), writer(sealerWith(OLD_KEY, NEW_KEY), 50)];
    const reading = await Promise.race([
      resealSecrets(store, sealer).then(() => null),
      ...writers.map(async (work) => await work.then(() => 'a writer ended')),
    ]).catch((error: unknown) => error);
    expect(reading).toBeNull();
    rotating = false;
    await Promise.all(writers);
    const { readable } = await rotateKeys(store, { current: NEW_KEY, previous: OLD_KEY }, randomness);
    expect(readable).toBe(SECRETS);

    const newAlone = sealerWith(NEW_KEY);
    const all = await store.integrations.sealedSecrets();
    const wrong = all.filter(({ id, ...record }) => {
      const index = Number(id.slice(2));
      const { clientSecret } = openSecrets(newAlone, { id, ...record });
      return clientSecret !== secretOf(index, versions.get(index) ?? 1);
    });
    expect(wrong).toEqual([]);
    expect(versions.size).toBeGreaterThan(0);
    await annotate(`${all.length} secrets rotated, ${versions.size} changed meanwhile, none unreadable`);
  });
});

async function insertMany(
  databaseUrl: string,
  count: number,
  secrets: (index: number) => ReturnType<typeof sealSecrets>,
): Promise<void> {
  const file = new Sqlite(databaseUrl.slice('file:'.length));
  const { secrets: _, ...record } = integrationRecord({ enabled: false });
  const insert = file.prepare(
    `insert into integrations (id, account_id, provider, name, credentials, secrets, credentials_version, mapping,
      strategy, on_ambiguous_match, on_deleted_in_crm, enabled, status, version, created_at_ms, updated_at_ms)
     values (?, 1, 'memory', 'CRM', '{}', ?, 1, '{}', ?, 'REPORT', 'REPORT', 0, ?, 1, 0, 0)`,
  );
  file.transaction(() => {
    for (let index = 0; index < count; index += 1)
      insert.run(
        `i-${index}`,
        JSON.stringify(secrets(index)),
        record.strategy,
        JSON.stringify(record.status),
      );
  })();
  file.close();
}
