import { randomUUID } from 'node:crypto';
import type { Integration, PushResult } from '@goodfunds/shared';
import type { MemoryApp } from '../../harness/app.ts';
import { dataOf, openProgress } from '../../harness/http-client.ts';

/** Ids of objects in an account, real or random. */
export type Names = {
  accountId: number;
  integrationId: string;
  runId: string;
  contactId: string;
  /** A contact with an open review. */
  reviewedId: string;
  idempotencyKey: string;
};

let lastAccount = 1_000;

function unusedAccount(): number {
  lastAccount += 1;
  return lastAccount;
}

/** Ids that do not exist, in an account without data. */
export function randomNames(): Names {
  return {
    accountId: unusedAccount(),
    integrationId: randomUUID(),
    runId: randomUUID(),
    contactId: `contact-${randomUUID()}`,
    reviewedId: `reviewed-${randomUUID()}`,
    idempotencyKey: `key-${randomUUID()}`,
  };
}

/** An account with an enabled integration, a contact and a finished run. All its texts contain the mark. */
export async function createAccount(app: MemoryApp, mark: string): Promise<Names> {
  const names = { ...randomNames(), contactId: `contact-${mark}-${randomUUID()}` };
  const { accountId, contactId, reviewedId, idempotencyKey } = names;
  const asUser = app.asUserOf(accountId);
  const { id: integrationId, version } = await dataOf<Integration>(
    asUser('config.create', {
      provider: 'memory',
      name: `Integration ${mark}`,
      credentials: { user: 'anna', secret: app.provider.secret, address: `https://${mark}.example` },
    }),
  );
  const mapping = { emailaddress1: { field: 'email' }, firstname: { field: 'firstName' } };
  await dataOf(asUser('config.update', { integrationId, version, mapping, enabled: true }));
  const contacts = [
    {
      id: contactId,
      email: `${contactId}@${mark}.example`,
      firstName: mark,
      customFields: { [`field ${mark}`]: mark },
    },
    { id: reviewedId, firstName: mark },
  ];
  const pushed = await dataOf<PushResult>(
    app.asService('sync.push', { accountId, contacts, idempotencyKey }),
  );
  const runId = pushed.runs[0]?.id ?? '';
  await untilFinished(app, accountId, runId);
  return { ...names, integrationId, runId };
}

async function untilFinished(app: MemoryApp, accountId: number, runId: string): Promise<void> {
  const stream = await openProgress(app.url, app.serviceKey, { accountId, runId });
  let seen = '';
  for await (const chunk of stream.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    seen += chunk;
    if (seen.includes('"COMPLETED')) break;
  }
}
