import type { Integration, ItemPage, Run } from '@goodfunds/shared';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DynamicsApp, startDynamicsApp } from '../../test/harness/app.ts';
import { dataOf } from '../../test/harness/http-client.ts';
import { REVIEWED, REVIEWED_REASONS, reviewCalls } from '../../test/harness/review-calls.ts';
import { MAX_PAGE_BYTES } from '../store/page-bytes.ts';

const ACCOUNT = 7;
const DAY_MS = 24 * 3_600_000;

describe('decisions about reviews', () => {
  let app: DynamicsApp;
  let integrationId: string;
  let calls: ReturnType<typeof reviewCalls>;
  beforeEach(async () => {
    app = await startDynamicsApp();
    ({ id: integrationId } = await app.connect(ACCOUNT));
    calls = reviewCalls(app, ACCOUNT, integrationId);
    const { version } = await dataOf<Integration>(calls.asUser('config.get', { integrationId }));
    const strategy = 'UPDATE_IF_CHANGED';
    await dataOf(calls.asUser('config.update', { integrationId, version, strategy }));
  });
  afterEach(async () => {
    await app[Symbol.asyncDispose]();
  });

  const itemOf = async ({ id: runId }: Run) =>
    (await dataOf<ItemPage>(calls.asUser('sync.items', { runId }))).items[0];
  const rowCount = (): number => [...app.emulator.contacts()].length;

  it.each(REVIEWED_REASONS)('NEW_CONTACT creates a CRM contact for %s, once and for good', async (reason) => {
    const candidates = await calls.open[reason]();
    const { id: contactId } = REVIEWED[reason];
    const before = rowCount();
    const run = await calls.decide({ contactId, decision: 'NEW_CONTACT' });
    expect(run).toMatchObject({
      trigger: 'MANUAL',
      scope: 'CONTACTS',
      status: 'COMPLETED',
      counts: { total: 1, created: 1, review: 0 },
    });
    const created = (await itemOf(run))?.crmContactId ?? '';
    expect(candidates).not.toContain(created);
    expect(await calls.openIds()).toEqual([]);
    const again = await calls.push({ ...REVIEWED[reason], firstName: 'Changed' });
    expect(again.counts).toMatchObject({ total: 1, updated: 1 });
    expect(app.emulator.contact(created)).toMatchObject({ firstname: 'Changed' });
    expect(rowCount()).toBe(before + 1);
  });

  it('NEW_CONTACT creates one CRM contact; if that is deleted, onDeletedInCrm decides', async () => {
    await calls.open.AMBIGUOUS_MATCH();
    const run = await calls.decide({ contactId: 'ambiguous', decision: 'NEW_CONTACT' });
    app.emulator.deleteContact((await itemOf(run))?.crmContactId ?? '');
    expect((await calls.push({ ...REVIEWED.AMBIGUOUS_MATCH, phone: '1' })).counts.created).toBe(0);
    expect((await calls.list()).totalsByReason).toEqual({ DELETED_IN_CRM: 1 });
    const { version } = await dataOf<Integration>(calls.asUser('config.get', { integrationId }));
    await dataOf(calls.asUser('config.update', { integrationId, version, onDeletedInCrm: 'RECREATE' }));
    // The search by e-mail leaves out the candidates.
    expect((await calls.push({ ...REVIEWED.AMBIGUOUS_MATCH, phone: '2' })).counts.created).toBe(1);
  });

  it.each(REVIEWED_REASONS)('IGNORE hides the review of %s until the contact changes', async (reason) => {
    await calls.open[reason]();
    const { id: contactId } = REVIEWED[reason];
    const run = await calls.decide({ contactId, decision: 'IGNORE' });
    expect(run).toMatchObject({ status: 'COMPLETED', counts: { total: 0 } });
    expect(await calls.openIds()).toEqual([]);
    const all = await dataOf<Run>(calls.asUser('sync.start', { integrationId, scope: { kind: 'ALL' } }));
    expect((await calls.ended(all)).counts).toMatchObject({ skipped: 1, review: 1 });
    expect(await calls.openIds()).toEqual([]);
    await calls.push({ ...REVIEWED[reason], phone: 'changed' });
    expect(await calls.openIds()).toEqual([contactId]);
  });

  it('an ignored review returns when the name, e-mail or state of a candidate changes', async () => {
    const [first = '', second = ''] = await calls.open.AMBIGUOUS_MATCH();
    const { id: contactId } = REVIEWED.AMBIGUOUS_MATCH;
    const returnsAfter = async (change: () => void): Promise<void> => {
      await calls.decide({ contactId, decision: 'IGNORE' });
      await calls.push(REVIEWED.AMBIGUOUS_MATCH);
      expect(await calls.openIds()).toEqual([]);
      change();
      await calls.push(REVIEWED.AMBIGUOUS_MATCH);
      expect(await calls.openIds()).toEqual([contactId]);
    };
    await returnsAfter(() =>
      calls.seed({ emailaddress1: 'office@example.org', firstname: 'Ida', lastname: 'Kern' }),
    );
    await returnsAfter(() => app.emulator.editContact(first, { emailaddress1: 'Office@example.org' }));
    await returnsAfter(() => app.emulator.deactivateContact(second));
  });

  it('SAME_PERSON links to the named candidate and updates it', async () => {
    const [, chosen = ''] = await calls.open.AMBIGUOUS_MATCH();
    app.emulator.editContact(chosen, { firstname: 'I.' });
    const { id: contactId } = REVIEWED.AMBIGUOUS_MATCH;
    const run = await calls.decide({ contactId, decision: 'SAME_PERSON', crmContactId: chosen });
    expect(run.counts).toMatchObject({ total: 1, updated: 1 });
    expect(await itemOf(run)).toMatchObject({ crmContactId: chosen });
    expect(app.emulator.contact(chosen)).toMatchObject({ firstname: 'Ida' });
    expect(await calls.openIds()).toEqual([]);
  });

  it.each(['NAME_MISMATCH', 'SHARED_EMAIL', 'POSSIBLE_DUPLICATE'] as const)(
    'SAME_PERSON means the only candidate of %s, and stays true',
    async (reason) => {
      const [candidate = ''] = await calls.open[reason]();
      const { id: contactId, firstName } = REVIEWED[reason];
      const run = await calls.decide({ contactId, decision: 'SAME_PERSON' });
      expect(run.counts).toMatchObject({ total: 1, updated: 1 });
      expect(app.emulator.contact(candidate)).toMatchObject({ firstname: firstName });
      const again = await calls.push({ ...REVIEWED[reason], firstName: 'Changed' });
      expect(again.counts).toMatchObject({ total: 1, updated: 1 });
    },
  );

  it('SAME_PERSON with an inactive CRM contact arrives once that is active', async () => {
    const [candidate = ''] = await calls.open.INACTIVE_MATCH();
    const run = await calls.decide({ contactId: 'inactive', decision: 'SAME_PERSON' });
    expect(run.counts).toMatchObject({ skipped: 1, review: 1 });
    app.emulator.editContact(candidate, { statecode: 0, statuscode: 1, firstname: 'E.' });
    expect((await calls.push(REVIEWED.INACTIVE_MATCH)).counts).toMatchObject({ updated: 1 });
  });

  it('a decision that is not possible is refused, and none of the call applies', async () => {
    await calls.openAll();
    const both = [{ contactId: 'no-email', decision: 'NEW_CONTACT' }];
    const refusals = [
      { contactId: 'ambiguous', decision: 'SAME_PERSON' },
      { contactId: 'shared', decision: 'SAME_PERSON', crmContactId: 'ada' },
      { contactId: 'deleted', decision: 'SAME_PERSON' },
    ];
    for (const refused of refusals) {
      expect(await calls.refusal({ decisions: [...both, refused] })).toEqual({
        status: 409,
        code: 'NOT_A_CANDIDATE',
        params: { paths: ['decisions.1'] },
      });
    }
    const notOpen = { contactId: 'ada', decision: 'IGNORE' };
    const unknown = { contactId: 'unknown', decision: 'NEW_CONTACT' };
    expect(await calls.refusal({ decisions: [...both, notOpen, unknown] })).toEqual({
      status: 409,
      code: 'REVIEW_NOT_OPEN',
      params: { paths: ['decisions.1', 'decisions.2'] },
    });
    expect(await calls.refusal({ decisions: [...both, ...both] })).toMatchObject({ code: 'BAD_REQUEST' });
    expect((await calls.list()).total).toBe(7);
  });

  it('of two decisions at once, one is refused', async () => {
    await calls.open.NO_EMAIL();
    const call = async (decision: string) =>
      await calls.asUser('reviews.decide', {
        integrationId,
        decisions: [{ contactId: 'no-email', decision }],
      });
    const answers = await Promise.all([call('NEW_CONTACT'), call('IGNORE'), call('NEW_CONTACT')]);
    const refused = answers.filter(({ status }) => status === 409);
    expect(refused.map(({ body }) => body.error?.data.crm['code'])).toEqual([
      'REVIEW_NOT_OPEN',
      'REVIEW_NOT_OPEN',
    ]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('a repeated call with the same idempotency key answers the same run', async () => {
    await calls.open.NO_EMAIL();
    const input = {
      integrationId,
      idempotencyKey: 'decision-1',
      decisions: [{ contactId: 'no-email', decision: 'NEW_CONTACT' }],
    };
    const first = await dataOf<Run>(calls.asUser('reviews.decide', input));
    expect((await dataOf<Run>(calls.asUser('reviews.decide', input))).id).toBe(first.id);
    await calls.ended(first);
    expect(rowCount()).toBe(1);
  });

  it('all reviews of a reason are decided by one call', async () => {
    await calls.openAll();
    await calls.push({ id: 'no-email-2', lastName: 'Stumm' });
    const decide = async (reason: string, decision: string) =>
      await calls.ended(
        await dataOf<Run>(calls.asUser('reviews.decide', { integrationId, reason, decision })),
      );
    expect((await decide('NO_EMAIL', 'NEW_CONTACT')).counts).toMatchObject({ total: 2, created: 2 });
    // Each has several candidates.
    expect((await decide('AMBIGUOUS_MATCH', 'SAME_PERSON')).counts.total).toBe(0);
    expect((await decide('SHARED_EMAIL', 'SAME_PERSON')).counts.total).toBe(1);
    expect((await decide('DELETED_IN_CRM', 'IGNORE')).counts.total).toBe(0);
    expect(await calls.openIds()).toEqual(['ambiguous', 'inactive', 'possible', 'renamed']);
  });

  it('one call decides as many reviews of a reason as fit into a page, and leaves the rest open', async () => {
    await calls.push(...['a', 'b', 'c'].map((id) => ({ id, lastName: id })));
    const file = new Sqlite(app.databasePath);
    file
      .prepare('update reviews set candidates = ?')
      .run(JSON.stringify(['x'.repeat(MAX_PAGE_BYTES / 2 - 10)]));
    file.close();
    const ignoreAll = { integrationId, reason: 'NO_EMAIL', decision: 'IGNORE' };
    await dataOf(calls.asUser('reviews.decide', ignoreAll));
    expect(await calls.openIds()).toEqual(['c']);
    await dataOf(calls.asUser('reviews.decide', ignoreAll));
    expect(await calls.openIds()).toEqual([]);
  });

  it('outlive the integration, and are used by the next one', async () => {
    await calls.openAll();
    await calls.decide(
      { contactId: 'no-email', decision: 'IGNORE' },
      { contactId: 'inactive', decision: 'NEW_CONTACT' },
      { contactId: 'shared', decision: 'SAME_PERSON' },
    );
    await dataOf(calls.asUser('config.remove', { integrationId }));
    const { id: next } = await app.connect(ACCOUNT);
    const nextCalls = reviewCalls(app, ACCOUNT, next);
    const { runs } = await dataOf<{ runs: Run[] }>(calls.asUser('sync.list', { integrationId: next }));
    for (const run of runs) await nextCalls.ended(run);
    expect(await nextCalls.openIds()).toEqual(['ambiguous', 'deleted', 'possible', 'renamed']);
  });

  it('disappear with a forgotten contact', async () => {
    await calls.openAll();
    await calls.decide(
      { contactId: 'no-email', decision: 'IGNORE' },
      { contactId: 'ambiguous', decision: 'NEW_CONTACT' },
    );
    // Of the first, only the decision is left.
    const everything = { contactsMs: -1_000, runsMs: -1_000, auditMs: DAY_MS, answersMs: DAY_MS };
    await app.store.retention.deleteExpired(everything, 1_000);
    for (const contactId of ['no-email', 'ambiguous'])
      await dataOf(app.asService('contacts.forget', { accountId: ACCOUNT, contactId }));
    using file = openFile(app.databasePath);
    expect(file.database.prepare('select count(*) as count from decisions').get()).toEqual({ count: 0 });
    await calls.push(REVIEWED.NO_EMAIL);
    expect(await calls.openIds({ reason: 'NO_EMAIL' })).toEqual(['no-email']);
  });

  it('are audited without the contact', async () => {
    await calls.openAll();
    await calls.decide(
      { contactId: 'no-email', decision: 'IGNORE' },
      { contactId: 'inactive', decision: 'NEW_CONTACT' },
      { contactId: 'shared', decision: 'NEW_CONTACT' },
    );
    using file = openFile(app.databasePath);
    const entry = file.database.prepare('select action, changes from audit order by id desc limit 1').get();
    expect(entry).toEqual({ action: 'REVIEWS_DECIDED', changes: '{"IGNORE":1,"NEW_CONTACT":2}' });
  });

  it('of another account or a disabled integration change nothing', async () => {
    await calls.open.NO_EMAIL();
    const decisions = [{ contactId: 'no-email', decision: 'NEW_CONTACT' }];
    const foreign = await app.asUserOf(8)('reviews.decide', { integrationId, decisions });
    expect(foreign.status).toBe(404);
    const { version } = await dataOf<Integration>(calls.asUser('config.get', { integrationId }));
    await dataOf(calls.asUser('config.update', { integrationId, version, enabled: false }));
    expect(await calls.refusal({ decisions })).toMatchObject({ status: 409, code: 'INTEGRATION_DISABLED' });
    expect(await calls.openIds()).toEqual(['no-email']);
  });
});

function openFile(path: string) {
  const database = new Sqlite(path, { readonly: true });
  return { database, [Symbol.dispose]: () => void database.close() };
}
