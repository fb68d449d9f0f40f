/**
 * Hands contacts over, waits until they are in the CRM, and says what became of them.
 *
 *   CRM_URL=https://crm.example.org CRM_ACCOUNT_ID=7 CRM_SERVICE_KEY=... node push-contacts.ts
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AppRouter } from '@goodfunds/server/router';
import { createTRPCClient, httpLink, type TRPCClient } from '@trpc/client';

const { CRM_URL = '', CRM_SERVICE_KEY = '', CRM_ACCOUNT_ID = '' } = process.env;
const accountId = Number(CRM_ACCOUNT_ID);

const crm: TRPCClient<AppRouter> = createTRPCClient<AppRouter>({
  links: [
    httpLink({
      url: `${CRM_URL}/trpc`,
      // Queries by POST too: nothing long or personal stands in a URL.
      methodOverride: 'POST',
      headers: { authorization: `Bearer ${CRM_SERVICE_KEY}` },
      fetch: fetchPatiently,
    }),
  ],
});

const { accepted, runs } = await crm.sync.push.mutate({
  accountId,
  // One key a hand-over, the same for each of its repetitions: the contacts are taken once.
  idempotencyKey: randomUUID(),
  contacts: [
    { id: 'gf-91', email: 'jürgen@example.org', firstName: 'Jürgen', customFields: { shirtSize: 'M' } },
    { id: 'gf-92', firstName: 'Otto', phone: '+49 89 5550100' },
  ],
});
console.log(`${accepted} contacts handed over`);

// One run for each enabled integration of the account.
for (const { id: runId } of runs) {
  let run = await crm.sync.get.query({ accountId, runId });
  while (run.finishedAt === null) {
    await sleep(1_000);
    run = await crm.sync.get.query({ accountId, runId });
  }
  console.log(run.status, run.counts);

  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await crm.sync.items.query({ accountId, runId, limit: 500, ...(cursor && { cursor }) });
    for (const item of page.items) console.log(item.contactId, item.outcome, item.reason ?? '');
    cursor = page.nextCursor;
  }
}

/** Waits and sends again on 429, on 503 and when the connection breaks. Every call above may be repeated. */
async function fetchPatiently(url: string | URL | Request, options?: object): Promise<Response> {
  for (let tries = 1; ; tries += 1) {
    const answer = await fetch(url, options).catch((error: unknown) => {
      if (tries === 5) throw error;
    });
    if (answer && (tries === 5 || ![429, 503].includes(answer.status))) return answer;
    await sleep(1_000 * Number(answer?.headers.get('retry-after') ?? 2 ** (tries - 1)));
  }
}
