import type { Names } from './two-accounts.ts';

/** One way to name an object in the input of a procedure. */
export type Way = {
  /** The input that names `theirs`; `own` are the caller's own names. */
  input(theirs: Names, own: Names): object;
  /** The status for the caller's own names; 200 by default. */
  ownStatus?: number;
  /** Each response contains a new id, so no two are equal. */
  hasNewId?: boolean;
};

const integration: Way = { input: ({ integrationId }) => ({ integrationId }) };
const run: Way = { input: ({ runId }) => ({ runId }) };
const nothing: Way = { input: () => ({}) };

const credentials = { user: 'anna', address: 'https://crm.example' };
const formOf: Way = {
  input: ({ integrationId }) => ({ provider: 'memory', credentials, integrationId }),
};

/** Every procedure of the router, with every way to name an object in it. A missing procedure fails a test. */
export const ACCESS_MATRIX: Readonly<Record<string, Readonly<Record<string, Way>>>> = {
  'config.providers': { nothing },
  'config.list': { nothing },
  'config.get': { integration },
  'config.create': {
    nothing: {
      input: () => ({ provider: 'memory', credentials: { ...credentials, secret: 'wrong' } }),
      hasNewId: true,
    },
  },
  'config.update': {
    integration: { input: ({ integrationId }) => ({ integrationId, version: 2, name: 'taken over' }) },
    'integration, stale': {
      input: ({ integrationId }) => ({ integrationId, version: 1, name: 'taken over' }),
      ownStatus: 409,
    },
    'integration, its credentials': {
      input: ({ integrationId }) => ({ integrationId, version: 2, credentials: { user: 'bob' } }),
    },
  },
  'config.remove': { integration },
  'config.suggestMapping': { integration },
  'connection.test': { integration, 'integration, its secret': formOf },
  'connection.testStream': { integration, 'integration, its secret': formOf },
  'discovery.fields': {
    integration,
    'integration, refreshed': { input: ({ integrationId }) => ({ integrationId, refresh: true }) },
  },
  'sync.push': {
    'contact and idempotency key': {
      input: ({ contactId, idempotencyKey }) => ({
        contacts: [{ id: contactId, email: 'taken@over.example' }],
        idempotencyKey,
      }),
      // The key was used with other contacts.
      ownStatus: 409,
      hasNewId: true,
    },
  },
  'sync.start': {
    integration,
    'contacts, by the own integration': {
      input: ({ contactId }, { integrationId }) => ({
        integrationId,
        scope: { kind: 'CONTACTS', contactIds: [contactId] },
      }),
    },
    'integration and idempotency key': {
      input: ({ integrationId, idempotencyKey }) => ({ integrationId, idempotencyKey }),
    },
  },
  'sync.preview': {
    integration,
    'contacts, by the own integration': {
      input: ({ contactId }, { integrationId }) => ({ integrationId, contactIds: [contactId] }),
    },
  },
  'sync.get': { run },
  'sync.causes': { run },
  'sync.list': { integration },
  'sync.items': {
    run,
    'run, searching': { input: ({ runId, contactId }) => ({ runId, search: contactId }) },
  },
  'sync.cancel': { run },
  'sync.retryFailed': { run: { ...run, ownStatus: 409 } },
  'sync.progress': { run },
  'sync.contacts': {
    integration,
    'contact, by the own integration': {
      input: ({ contactId }, { integrationId }) => ({ integrationId, search: contactId }),
    },
    'place after a contact, by the own integration': {
      input: ({ contactId }, { integrationId }) => ({ integrationId, cursor: `zzz${contactId}` }),
    },
  },
  'reviews.list': {
    integration,
    'contact, by the own integration': {
      input: ({ contactId }, { integrationId }) => ({ integrationId, search: contactId }),
    },
  },
  'reviews.get': {
    integration: { input: ({ integrationId }, { reviewedId }) => ({ integrationId, contactId: reviewedId }) },
    'contact, by the own integration': {
      input: ({ reviewedId }, { integrationId }) => ({ integrationId, contactId: reviewedId }),
    },
  },
  'reviews.decide': {
    integration: {
      input: ({ integrationId }, { reviewedId }) => ({
        integrationId,
        decisions: [{ contactId: reviewedId, decision: 'IGNORE' }],
      }),
    },
    'contact, by the own integration': {
      input: ({ reviewedId }, { integrationId }) => ({
        integrationId,
        decisions: [{ contactId: reviewedId, decision: 'IGNORE' }],
      }),
    },
    'integration, by reason': {
      input: ({ integrationId }) => ({ integrationId, reason: 'NO_EMAIL', decision: 'IGNORE' }),
    },
  },
  'contacts.forget': { contact: { input: ({ contactId }) => ({ contactId }) } },
};
