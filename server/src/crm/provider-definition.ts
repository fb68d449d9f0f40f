import type { CrmIntegrationPort, ErrorCode, Mapping, ProviderDescriptor } from '@goodfunds/shared';
import type { z } from 'zod';
import type { Runtime } from '../runtime/runtime.ts';
import type { Egress } from '../security/egress/egress.ts';

/** Everything that the service knows about a provider. `providers/index.ts` lists them. */
export interface CrmProviderDefinition<Credentials = unknown> {
  readonly descriptor: ProviderDescriptor;
  /** Normalises the credentials and checks their syntax. */
  readonly credentialsSchema: z.ZodType<Credentials>;
  /**
   * For each credential name: the error code where the schema refuses it, and the check of the connection test that
   * reports it. BAD_REQUEST by default.
   */
  readonly credentialProblems?: Readonly<Record<string, { code: ErrorCode; check: string }>>;
  /** Standard pairs of attribute and field, which suggestions begin with. */
  readonly standardMapping: Mapping;
  /** Checks more than syntax, such as the allowed hosts. Throws NonRetryableIntegrationError. */
  checkCredentials(credentials: Credentials): void;
  open(credentials: Credentials, context: ProviderContext): CrmIntegrationPort;
}

export type ProviderContext = {
  egress: Egress;
  runtime: Runtime;
  throttleStore: ThrottleStore;
  /**
   * Sends one request although the CRM is throttled, and ends the throttle if that is answered: the credentials are
   * new, and the time that the CRM named may no longer apply.
   */
  probesThrottle?: boolean;
  /** The status is `null` if no response came. */
  countTokenRequest: (status: number | null) => void;
  log: ProviderLog;
};

/** Logs one request. Never a value of a contact or a secret. */
export type ProviderLog = (entry: {
  operation: string;
  environmentHost: string;
  status: number | null;
  durationMs: number;
  requestId: string | null;
  code: string | null;
}) => void;

/** Stores until when a CRM is throttled, across processes and restarts. */
export interface ThrottleStore {
  /** Milliseconds since the epoch, or `null` where requests can be sent. */
  blockedUntil(key: string): Promise<number | null>;
  /** Keeps the later of the stored and the given time. */
  block(key: string, untilMs: number): Promise<void>;
  /** Lets requests be sent again before the stored time. */
  clear(key: string): Promise<void>;
}
