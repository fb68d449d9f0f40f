import type { IntegrationWithHealth, ReviewDetails } from '@goodfunds/shared';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DynamicsApp, startDynamicsApp } from '../../test/harness/app.ts';
import { dataOf } from '../../test/harness/http-client.ts';
import { ADA, REVIEWED, REVIEWED_REASONS, reviewCalls } from '../../test/harness/review-calls.ts';

const ACCOUNT = 7;

describe('reviews', () => {
  let app: DynamicsApp;
  let integrationId: string;
  let calls: ReturnType<typeof reviewCalls>;
  beforeEach(async () => {
    app = await startDynamicsApp();
    ({ id: integrationId } = await app.connect(ACCOUNT));
    calls = reviewCalls(app, ACCOUNT, integrationId);
  });
  afterEach(async () => {
    await app[Symbol.asyncDispose]();
  });

  it.each(REVIEWED_REASONS)('a contact that is skipped with %s is an open review', async (reason) => {
    const candidates = await calls.open[reason]();
    const { reviews, total, totalsByReason, nextCursor } = await calls.list();
    const { id: contactId, lastName } = REVIEWED[reason];
    expect(reviews).toMatchObject([{ contactId, reason, contact: { lastName, city: null } }]);
    expect(reviews[0]?.candidates.toSorted()).toEqual(candidates.toSorted());
    expect([total, totalsByReason, nextCursor]).toEqual([1, { [reason]: 1 }, null]);
    expect(await calls.openIds({ reason })).toEqual([contactId]);
  });

  it('show the candidates as they are in the CRM now, beside the values of the contact', async () => {
    const [candidate = ''] = await calls.open.SHARED_EMAIL();
    app.emulator.editContact(candidate, { firstname: 'Adelheid' });
    const details = await dataOf<ReviewDetails>(
      calls.asUser('reviews.get', { integrationId, contactId: 'shared' }),
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
    expect((await calls.asUser('reviews.get', { integrationId, contactId: 'ada' })).status).toBe(404);
    app.emulator.deleteContact(candidate);
    const after = await dataOf<ReviewDetails>(
      calls.asUser('reviews.get', { integrationId, contactId: 'shared' }),
    );
    expect(after.candidates).toEqual([]);
  });

  it('are counted by run, by reason and in the health of the integration', async () => {
    await calls.openAll();
    const run = await calls.push(REVIEWED.NO_EMAIL, REVIEWED.AMBIGUOUS_MATCH, ADA);
    expect(run.counts).toMatchObject({ total: 3, unchanged: 1, skipped: 2, review: 2 });
    const [listed] = await dataOf<IntegrationWithHealth[]>(calls.asUser('config.list'));
    expect(listed?.health.openReviews).toBe(7);
    const { total, totalsByReason } = await calls.list({ reason: 'NO_EMAIL' });
    expect(total).toBe(1);
    expect(totalsByReason).toEqual(Object.fromEntries(REVIEWED_REASONS.map((reason) => [reason, 1])));
  });

  it('are read in pages and searched by id, name and e-mail', async () => {
    await calls.openAll();
    const first = await calls.list({ limit: 2 });
    const second = await calls.list({ limit: 2, cursor: first.nextCursor });
    const third = await calls.list({ limit: 2, cursor: second.nextCursor });
    const fourth = await calls.list({ limit: 2, cursor: third.nextCursor });
    const ids = [first, second, third, fourth].flatMap(({ reviews }) =>
      reviews.map(({ contactId }) => contactId),
    );
    expect(ids).toEqual(REVIEWED_REASONS.map((reason) => REVIEWED[reason].id).toSorted());
    expect([first.total, fourth.nextCursor]).toEqual([7, null]);
    const [possible] = (await calls.list({ search: 'DOPPEL' })).reviews;
    const name = { firstName: 'Dora', lastName: 'Doppel' };
    expect(possible?.contact).toEqual({ ...name, email: null, postcode: '06108', city: null });
    expect(await calls.list({ search: 'old@', reason: 'NO_EMAIL' })).toMatchObject({
      reviews: [],
      total: 0,
      totalsByReason: { INACTIVE_MATCH: 1 },
    });
  });

  it('close when the contact arrives or fails, and keep their age while the reason stays', async () => {
    await calls.open.NO_EMAIL();
    const [before] = (await calls.list()).reviews;
    await calls.push({ ...REVIEWED.NO_EMAIL, phone: '1' });
    expect((await calls.list()).reviews).toEqual([before]);
    await calls.push({ ...REVIEWED.NO_EMAIL, email: 'no address' });
    expect(await calls.openIds()).toEqual([]);
    await calls.push(REVIEWED.NO_EMAIL);
    expect(await calls.openIds()).toEqual(['no-email']);
    await calls.push({ ...REVIEWED.NO_EMAIL, email: 'nora@example.org' });
    expect(await calls.openIds()).toEqual([]);
  });

  it('disappear with the contact and with the integration, and outlive the items of their run', async () => {
    await calls.openAll();
    await dataOf(app.asService('contacts.forget', { accountId: ACCOUNT, contactId: 'shared' }));
    expect(await calls.openIds()).toEqual([
      'ambiguous',
      'deleted',
      'inactive',
      'no-email',
      'possible',
      'renamed',
    ]);
    const keepNone = { contactsMs: 3_600_000, runsMs: -1_000, auditMs: 0, answersMs: 0 };
    await app.store.retention.deleteExpired(keepNone, 1_000);
    expect(await calls.openIds()).toHaveLength(6);
    await app.store.retention.deleteExpired({ ...keepNone, contactsMs: -1_000 }, 1_000);
    expect(await calls.openIds()).toEqual([]);
    await dataOf(calls.asUser('config.remove', { integrationId }));
    expect((await calls.asUser('reviews.list', { integrationId })).status).toBe(404);
  });

  it('belong to the environment in which the contact was skipped', async () => {
    await calls.open.NO_EMAIL();
    app.emulator.setOrganization({ organizationId: '11111111-1111-4111-8111-111111111111' });
    await app.store.integrations.recordEnvironment(integrationId, '11111111-1111-4111-8111-111111111111');
    expect(await calls.list()).toMatchObject({ reviews: [], total: 0 });
    const [listed] = await dataOf<IntegrationWithHealth[]>(calls.asUser('config.list'));
    expect(listed?.health.openReviews).toBe(0);
  });
});
