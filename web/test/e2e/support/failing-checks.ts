import type { ErrorCode, MicrosoftDynamicsCheck } from '@goodfunds/shared';
import type { Credentials } from '../../../../demo/src/first-sync.ts';
import type { Emulator } from '../../../../emulator/src/index.ts';

/** A way to make one check of the connection test fail, and how the failure is reported. */
export type FailingCheck = {
  check: MicrosoftDynamicsCheck;
  code: ErrorCode;
  /** Typed instead of the correct values. */
  typed?: Partial<Credentials>;
  /** Changes the CRM so that the check fails, and back. */
  breakIt?: (emulator: Emulator) => void;
  repairIt?: (emulator: Emulator) => void;
  /** Parameters of the message. */
  params?: Record<string, string>;
  /** Whether a remote service refused a request, so that its request id is shown. */
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
  breakIt: (emulator) => emulator.changePrivileges({ [privilege]: null }),
  repairIt: (emulator) => emulator.changePrivileges({ [privilege]: 'Global' }),
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
    code: 'ENVIRONMENT_URL_IS_PROXY',
    hasRequestId: false,
    typed: { environmentUrl: 'https://org1.crm4.dynamics.com.mcas.ms/main.aspx' },
    params: { origin: 'https://org1.crm4.dynamics.com' },
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
    breakIt: (emulator) => emulator.setSecret({ expiresOn: '2020-01-01T00:00:00Z' }),
    repairIt: (emulator) => emulator.setSecret({ expiresOn: null }),
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
    breakIt: principal('missing'),
    repairIt: principal('present'),
  },
  {
    check: 'TOKEN',
    code: 'CONDITIONAL_ACCESS',
    hasRequestId: true,
    breakIt: refused('53003'),
    repairIt: clear,
  },
  {
    check: 'TOKEN',
    code: 'TOKEN_ENDPOINT_UNAVAILABLE',
    hasRequestId: true,
    breakIt: refused('90055'),
    repairIt: clear,
  },
  {
    check: 'WHO_AM_I',
    code: 'IP_BLOCKED',
    hasRequestId: true,
    breakIt: (emulator) => emulator.setIpFirewall({ blocksCaller: true }),
    repairIt: (emulator) => emulator.setIpFirewall({ blocksCaller: false }),
  },
  {
    check: 'WHO_AM_I',
    code: 'APPLICATION_USER_MISSING',
    hasRequestId: true,
    breakIt: (emulator) => emulator.setUser({ state: 'missing' }),
    repairIt: present,
  },
  {
    check: 'WHO_AM_I',
    code: 'ROLE_MISSING',
    hasRequestId: true,
    breakIt: (emulator) => emulator.setUser({ state: 'withoutRoles' }),
    repairIt: present,
  },
  without('FIELD_METADATA', 'prvReadAttribute', true),
  without('READ_CONTACTS', 'prvReadContact', true),
  {
    check: 'READ_CONTACTS',
    code: 'READ_DEPTH_TOO_NARROW',
    hasRequestId: false,
    breakIt: (emulator) => emulator.changePrivileges({ prvReadContact: 'Local' }),
    repairIt: (emulator) => emulator.changePrivileges({ prvReadContact: 'Global' }),
  },
  without('CREATE_CONTACTS', 'prvCreateContact', false),
  without('WRITE_CONTACTS', 'prvWriteContact', false),
  {
    check: 'WRITE_CONTACTS',
    code: 'OPTIMISTIC_CONCURRENCY_DISABLED',
    hasRequestId: false,
    breakIt: (emulator) => emulator.setContactTable({ isOptimisticConcurrencyEnabled: false }),
    repairIt: (emulator) => emulator.setContactTable({ isOptimisticConcurrencyEnabled: true }),
  },
];
