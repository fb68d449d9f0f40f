import type { ErrorCode, MicrosoftDynamicsCheck } from '@goodfunds/shared';
import type { Credentials } from '../../../../demo/src/first-sync.ts';
import type { Emulator } from '../../../../emulator/src/index.ts';

/** A way to make one check of the connection test fail, and what it is told as. */
export type FailingCheck = {
  check: MicrosoftDynamicsCheck;
  code: ErrorCode;
  /** Typed instead of the right values. */
  typed?: Partial<Credentials>;
  /** Done to the CRM, and undone. */
  spoil?: (emulator: Emulator) => void;
  mend?: (emulator: Emulator) => void;
  /** What the words name besides. */
  params?: Record<string, string>;
  /** Somebody remote has refused a request, which has an id there. */
  hasRequestId: boolean;
};

const refused = (number: string) => (emulator: Emulator) =>
  emulator.addFaults({
    match: { url: '/oauth2/' },
    times: null,
    action: { type: 'refuseToken', code: number },
  });
const clear = (emulator: Emulator) => emulator.clearFaults();
const present = (emulator: Emulator) => emulator.setUser({ state: 'present' });
const principal = (servicePrincipal: 'present' | 'missing') => (emulator: Emulator) =>
  emulator.setDirectory({ servicePrincipal });

/** Takes a privilege away. */
const without = (check: MicrosoftDynamicsCheck, privilege: string, hasRequestId: boolean): FailingCheck => ({
  hasRequestId,
  check,
  code: 'PRIVILEGE_MISSING',
  params: { privilege },
  spoil: (emulator) => emulator.changePrivileges({ [privilege]: null }),
  mend: (emulator) => emulator.changePrivileges({ [privilege]: 'Global' }),
});

/** Each check, with several causes where there are several. */
export const FAILING_CHECKS: readonly FailingCheck[] = [
  {
    check: 'ENVIRONMENT_URL',
    code: 'ENVIRONMENT_HOST_NOT_ALLOWED',
    hasRequestId: false,
    typed: { environmentUrl: 'https://crm.example.org' },
  },
  {
    check: 'ENVIRONMENT_URL',
    code: 'ENVIRONMENT_URL_NOT_HTTPS',
    hasRequestId: false,
    typed: { environmentUrl: 'http://org1.crm4.dynamics.com:8080' },
  },
  {
    check: 'TOKEN',
    code: 'CLIENT_SECRET_WRONG',
    hasRequestId: true,
    typed: { clientSecret: 'wrong~secret' },
  },
  {
    check: 'TOKEN',
    code: 'CLIENT_SECRET_EXPIRED',
    hasRequestId: true,
    spoil: (emulator) => emulator.setSecret({ expiresOn: '2020-01-01T00:00:00Z' }),
    mend: (emulator) => emulator.setSecret({ expiresOn: null }),
  },
  {
    check: 'TOKEN',
    code: 'CLIENT_UNKNOWN',
    hasRequestId: true,
    typed: { clientId: '00000000-1111-2222-3333-444444444444' },
  },
  {
    check: 'TOKEN',
    code: 'TENANT_UNKNOWN',
    hasRequestId: true,
    typed: { tenantId: '00000000-1111-2222-3333-444444444444' },
  },
  {
    check: 'TOKEN',
    code: 'SERVICE_PRINCIPAL_MISSING',
    hasRequestId: true,
    spoil: principal('missing'),
    mend: principal('present'),
  },
  { check: 'TOKEN', code: 'CONDITIONAL_ACCESS', hasRequestId: true, spoil: refused('53003'), mend: clear },
  {
    check: 'TOKEN',
    code: 'TOKEN_ENDPOINT_UNAVAILABLE',
    hasRequestId: true,
    spoil: refused('90055'),
    mend: clear,
  },
  {
    check: 'WHO_AM_I',
    code: 'APPLICATION_USER_MISSING',
    hasRequestId: true,
    spoil: (emulator) => emulator.setUser({ state: 'missing' }),
    mend: present,
  },
  {
    check: 'WHO_AM_I',
    code: 'ROLE_MISSING',
    hasRequestId: true,
    spoil: (emulator) => emulator.setUser({ state: 'withoutRoles' }),
    mend: present,
  },
  without('FIELD_METADATA', 'prvReadAttribute', true),
  without('READ_CONTACTS', 'prvReadContact', true),
  {
    check: 'READ_CONTACTS',
    code: 'READ_DEPTH_TOO_NARROW',
    hasRequestId: false,
    spoil: (emulator) => emulator.changePrivileges({ prvReadContact: 'Basic' }),
    mend: (emulator) => emulator.changePrivileges({ prvReadContact: 'Global' }),
  },
  without('CREATE_CONTACTS', 'prvCreateContact', false),
  without('WRITE_CONTACTS', 'prvWriteContact', false),
];
