import type { IntegrationWithHealth, PushResult, ReviewDetails, ReviewPage, Run } from '@goodfunds/shared';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DynamicsApp, startDynamicsApp } from '../../test/harness/app.ts';
import { dataOf } from '../../test/harness/http-client.ts';

const ACCOUNT = 7;

/** Contacts by the reason for which each is skipped. */
const CONTACTS = {
  AMBIGUOUS_MATCH: { id: 'ambiguous', email: 'office@example.org', firstName: 'Ida', lastName: 'Kern' },
  SHARED_EMAIL: { id: 'shared', email: 'couple@example.org', firstName: 'Otto', lastName: 'Berg' },
  INACTIVE_MATCH: { id: 'inactive', email: 'old@example.org', firstName: 'Eva', lastName: 'Alt' },
  DELETED_IN_CRM: { id: 'deleted', email: 'gone@example.org', firstName: 'Max', lastName: 'Weg' },
  NO_EMAIL: { id: 'no-email', firstName: 'Nora', lastName: 'Still' },
};
const ADA = { id: 'ada', email: 'couple@example.org', firstName: 'Ada', lastName: 'Berg' };

type Reason = keyof typeof CONTACTS;
const REASONS = Object.keys(CONTACTS) as Reason[];

describe('reviews', () => {
  let app: DynamicsApp;
  let integrationId: string;
  let asUser: ReturnType<DynamicsApp['asUserOf']>;
  beforeEach(async () => {
    app = await startDynamicsApp();
    asUser = app.asUserOf(ACCOUNT);
    ({ id: integrationId } = await app.connect(ACCOUNT));
  });
  afterEach(async () => {
    await app[Symbol.asyncDispose]();
  });

  const ended = async ({ id }: Pick<Run, 'id'>): Promise<Run> => {
    const read = async () => await dataOf<Run>(asUser('sync.get', { runId: id }));
    await expect.poll(async () => (await read()).finishedAt, { timeout: 30_000 }).not.toBeNull();
    return await read();
  };
  const push = async (...contacts: object[]): Promise<Run> => {
    const { runs } = await dataOf<PushResult>(app.asService('sync.push', { accountId: ACCOUNT, contacts }));
    return await ended({ id: runs[0]?.id ?? '' });
  };
  const list = async (input: object = {}): Promise<ReviewPage> =>
    await dataOf(asUser('reviews.list', { integrationId, ...input }));
  const openIds = async (input: object = {}): Promise<string[]> =>
    (await list(input)).reviews.map(({ contactId }) => contactId);
  const crmContactWith = (...rows: Record<string, unknown>[]): readonly string[] =>
    app.emulator.seed({ rows }).ids;

  /** Skips one contact for the reason. Returns the ids of the candidates. */
  const open: Record<Reason, () => Promise<readonly string[]>> = {
    AMBIGUOUS_MATCH: async () => {
      const { email: emailaddress1 } = CONTACTS.AMBIGUOUS_MATCH;
      const ids = crmContactWith(
        { emailaddress1, firstname: 'Ida', lastname: 'Kern' },
        { emailaddress1, firstname: 'Ida', lastname: 'Kern' },
      );
      await push(CONTACTS.AMBIGUOUS_MATCH);
      return ids;
    },
    SHARED_EMAIL: async () => {
      const ids = crmContactWith({ emailaddress1: ADA.email, firstname: 'Ada', lastname: 'Berg' });
      await push(ADA);
      await push(CONTACTS.SHARED_EMAIL);
      return ids;
    },
    INACTIVE_MATCH: async () => {
      const { email: emailaddress1 } = CONTACTS.INACTIVE_MATCH;
      const ids = crmContactWith({ emailaddress1, firstname: 'Eva', lastname: 'Alt' });
      for (const id of ids) app.emulator.deactivateContact(id);
      await push(CONTACTS.INACTIVE_MATCH);
      return ids;
    },
    DELETED_IN_CRM: async () => {
      await push(CONTACTS.DELETED_IN_CRM);
      for (const { contactid } of app.emulator.contacts())
        if (typeof contactid === 'string') app.emulator.deleteContact(contactid);
      await push({ ...CONTACTS.DELETED_IN_CRM, firstName: 'Maximilian' });
      return [];
    },
    NO_EMAIL: async () => {
      await push(CONTACTS.NO_EMAIL);
      return [];
    },
  };
  const openAll = async (): Promise<void> => {
    await open.DELETED_IN_CRM();
    for (const reason of REASONS) if (reason !== 'DELETED_IN_CRM') await open[reason]();
  };

  it.each(REASONS)('a contact that is skipped with %s is an open review', async (reason) => {
    const candidates = await open[reason]();
    const { reviews, total, totalsByReason, nextCursor } = await list();
    const { id: contactId, lastName } = CONTACTS[reason];
    expect(reviews).toMatchObject([{ contactId, reason, contact: { lastName, postcode: null, city: null } }]);
    expect(reviews[0]?.candidates.toSorted()).toEqual(candidates.toSorted());
    expect([total, totalsByReason, nextCursor]).toEqual([1, { [reason]: 1 }, null]);
    expect(await openIds({ reason })).toEqual([contactId]);
  });

  it('show the candidates as they are in the CRM now, beside the values of the contact', async () => {
    const [candidate = ''] = await open.SHARED_EMAIL();
    app.emulator.editContact(candidate, { firstname: 'Adelheid' });
    const details = await dataOf<ReviewDetails>(
      asUser('reviews.get', { integrationId, contactId: 'shared' }),
    );
    expect(details).toMatchObject({
      contactId: 'shared',
      reason: 'SHARED_EMAIL',
      contact: { firstName: 'Otto', lastName: 'Berg' },
      attributes: { emailaddress1: ADA.email, firstname: 'Otto' },
      candidates: [
        {
          crmContactId: candidate,
          url: `${app.emulator.baseUrl}/main.aspx?etn=contact&id=${candidate}&pagetype=entityrecord`,
          attributes: { emailaddress1: ADA.email, firstname: 'Adelheid' },
          active: true,
          linkedContactIds: ['ada'],
        },
      ],
    });
    expect(Date.parse(details.candidates[0]?.modifiedOn ?? '')).toBeGreaterThan(0);
    expect((await asUser('reviews.get', { integrationId, contactId: 'ada' })).status).toBe(404);
    app.emulator.deleteContact(candidate);
    const after = await dataOf<ReviewDetails>(asUser('reviews.get', { integrationId, contactId: 'shared' }));
    expect(after.candidates).toEqual([]);
  });

  it('are counted by run, by reason and in the health of the integration', async () => {
    await openAll();
    const run = await push(CONTACTS.NO_EMAIL, CONTACTS.AMBIGUOUS_MATCH, ADA);
    expect(run.counts).toMatchObject({ total: 3, unchanged: 1, skipped: 2, review: 2 });
    const [listed] = await dataOf<IntegrationWithHealth[]>(asUser('config.list'));
    expect(listed?.health.openReviews).toBe(5);
    const { total, totalsByReason } = await list({ reason: 'NO_EMAIL' });
    expect(total).toBe(1);
    expect(totalsByReason).toEqual(Object.fromEntries(REASONS.map((reason) => [reason, 1])));
  });

  it('are read in pages and searched by id, name and e-mail', async () => {
    await openAll();
    const first = await list({ limit: 2 });
    const second = await list({ limit: 2, cursor: first.nextCursor });
    const third = await list({ limit: 2, cursor: second.nextCursor });
    const ids = [first, second, third].flatMap(({ reviews }) => reviews.map(({ contactId }) => contactId));
    expect(ids).toEqual(REASONS.map((reason) => CONTACTS[reason].id).toSorted());
    expect([first.total, third.nextCursor]).toEqual([5, null]);
    expect(await openIds({ search: 'STILL' })).toEqual(['no-email']);
    expect(await list({ search: 'old@', reason: 'NO_EMAIL' })).toMatchObject({
      reviews: [],
      total: 0,
      totalsByReason: { INACTIVE_MATCH: 1 },
    });
  });

  it('close when the contact arrives or fails, and keep their age while the reason stays', async () => {
    await open.NO_EMAIL();
    const [before] = (await list()).reviews;
    await push({ ...CONTACTS.NO_EMAIL, phone: '1' });
    expect((await list()).reviews).toEqual([before]);
    await push({ ...CONTACTS.NO_EMAIL, email: 'no address' });
    expect(await openIds()).toEqual([]);
    await push(CONTACTS.NO_EMAIL);
    expect(await openIds()).toEqual(['no-email']);
    await push({ ...CONTACTS.NO_EMAIL, email: 'nora@example.org' });
    expect(await openIds()).toEqual([]);
  });

  it('disappear with the contact and with the integration, and outlive the items of their run', async () => {
    await openAll();
    await dataOf(app.asService('contacts.forget', { accountId: ACCOUNT, contactId: 'shared' }));
    expect(await openIds()).toEqual(['ambiguous', 'deleted', 'inactive', 'no-email']);
    const keepNone = { contactsMs: 3_600_000, runsMs: -1_000, auditMs: 0, answersMs: 0 };
    await app.store.retention.deleteExpired(keepNone, 1_000);
    expect(await openIds()).toHaveLength(4);
    await app.store.retention.deleteExpired({ ...keepNone, contactsMs: -1_000 }, 1_000);
    expect(await openIds()).toEqual([]);
    await dataOf(asUser('config.remove', { integrationId }));
    expect((await asUser('reviews.list', { integrationId })).status).toBe(404);
  });

  it('belong to the environment in which the contact was skipped', async () => {
    await open.NO_EMAIL();
    app.emulator.setOrganization({ organizationId: '11111111-1111-4111-8111-111111111111' });
    await app.store.integrations.recordEnvironment(integrationId, '11111111-1111-4111-8111-111111111111');
    expect(await list()).toMatchObject({ reviews: [], total: 0 });
    const [listed] = await dataOf<IntegrationWithHealth[]>(asUser('config.list'));
    expect(listed?.health.openReviews).toBe(0);
  });
});
