import type { Integration, PushResult, ReviewPage, Run } from '@goodfunds/shared';
import { expect } from 'vitest';
import type { DynamicsApp } from './app.ts';
import { dataOf, type HttpCall } from './http-client.ts';

/** Contacts by the reason for which each is skipped. */
export const REVIEWED = {
  NAME_MISMATCH: { id: 'renamed', email: 'club@example.org', firstName: 'Lea', lastName: 'Tal' },
  AMBIGUOUS_MATCH: { id: 'ambiguous', email: 'office@example.org', firstName: 'Ida', lastName: 'Kern' },
  SHARED_EMAIL: { id: 'shared', email: 'couple@example.org', firstName: 'Otto', lastName: 'Berg' },
  INACTIVE_MATCH: { id: 'inactive', email: 'old@example.org', firstName: 'Eva', lastName: 'Alt' },
  DELETED_IN_CRM: { id: 'deleted', email: 'gone@example.org', firstName: 'Max', lastName: 'Weg' },
  NO_EMAIL: { id: 'no-email', firstName: 'Nora', lastName: 'Still' },
  POSSIBLE_DUPLICATE: {
    id: 'possible',
    firstName: 'Dora',
    lastName: 'Doppel',
    address: { postcode: '06108' },
  },
};
/** Linked to the CRM contact with the e-mail of `SHARED_EMAIL`. */
export const ADA = { id: 'ada', email: 'couple@example.org', firstName: 'Ada', lastName: 'Berg' };

export type ReviewedReason = keyof typeof REVIEWED;
export const REVIEWED_REASONS = Object.keys(REVIEWED) as ReviewedReason[];

/** Calls of a user whose contacts are skipped for each reason. */
export function reviewCalls(app: DynamicsApp, accountId: number, integrationId: string) {
  const asUser: HttpCall = app.asUserOf(accountId);
  const ended = async ({ id }: Pick<Run, 'id'>): Promise<Run> => {
    const read = async () => await dataOf<Run>(asUser('sync.get', { runId: id }));
    await expect.poll(async () => (await read()).finishedAt, { timeout: 30_000 }).not.toBeNull();
    return await read();
  };
  const push = async (...contacts: object[]): Promise<Run> => {
    const { runs } = await dataOf<PushResult>(app.asService('sync.push', { accountId, contacts }));
    return await ended({ id: runs[0]?.id ?? '' });
  };
  const list = async (input: object = {}): Promise<ReviewPage> =>
    await dataOf(asUser('reviews.list', { integrationId, ...input }));
  const seed = (...rows: Record<string, unknown>[]): readonly string[] => app.emulator.seed({ rows }).ids;

  /** Skips one contact for the reason. Returns the ids of the candidates. */
  const open: Record<ReviewedReason, () => Promise<readonly string[]>> = {
    NAME_MISMATCH: async () => {
      const ids = seed({ emailaddress1: REVIEWED.NAME_MISMATCH.email, firstname: 'Ernst', lastname: 'Hof' });
      await push(REVIEWED.NAME_MISMATCH);
      return ids;
    },
    AMBIGUOUS_MATCH: async () => {
      const { email: emailaddress1, firstName: firstname, lastName: lastname } = REVIEWED.AMBIGUOUS_MATCH;
      const row = { emailaddress1, firstname, lastname };
      const ids = seed(row, row);
      await push(REVIEWED.AMBIGUOUS_MATCH);
      return ids;
    },
    SHARED_EMAIL: async () => {
      const ids = seed({ emailaddress1: ADA.email, firstname: 'Ada', lastname: 'Berg' });
      await push(ADA);
      await push(REVIEWED.SHARED_EMAIL);
      return ids;
    },
    INACTIVE_MATCH: async () => {
      const { email: emailaddress1, firstName: firstname, lastName: lastname } = REVIEWED.INACTIVE_MATCH;
      const ids = seed({ emailaddress1, firstname, lastname });
      for (const id of ids) app.emulator.deactivateContact(id);
      await push(REVIEWED.INACTIVE_MATCH);
      return ids;
    },
    DELETED_IN_CRM: async () => {
      await push(REVIEWED.DELETED_IN_CRM);
      for (const { contactid, emailaddress1 } of app.emulator.contacts()) {
        if (emailaddress1 === REVIEWED.DELETED_IN_CRM.email) app.emulator.deleteContact(String(contactid));
      }
      await push({ ...REVIEWED.DELETED_IN_CRM, phone: '1' });
      return [];
    },
    POSSIBLE_DUPLICATE: async () => {
      const ids = seed({ firstname: 'D.', lastname: 'Doppel', address1_postalcode: '06108' });
      const { version } = await dataOf<Integration>(asUser('config.get', { integrationId }));
      await dataOf(asUser('config.update', { integrationId, version, onNoEmail: 'CREATE' }));
      await push(REVIEWED.POSSIBLE_DUPLICATE);
      return ids;
    },
    NO_EMAIL: async () => {
      await push(REVIEWED.NO_EMAIL);
      return [];
    },
  };

  return {
    asUser,
    ended,
    push,
    seed,
    list,
    open,
    openAll: async (): Promise<void> => {
      for (const reason of REVIEWED_REASONS) await open[reason]();
    },
    openIds: async (input: object = {}): Promise<string[]> =>
      (await list(input)).reviews.map(({ contactId }) => contactId),
    /** Decides, and waits for the end of the run. */
    decide: async (...decisions: object[]): Promise<Run> =>
      await ended(await dataOf<Run>(asUser('reviews.decide', { integrationId, decisions }))),
    /** The error of decisions that must be refused. */
    refusal: async (input: object) => {
      const { status, body } = await asUser('reviews.decide', { integrationId, ...input });
      const { code, params } = body.error?.data.crm ?? {};
      return { status, code, params };
    },
  };
}
