import type { CrmIntegrationPort, ErrorCode, Mapping, ProviderDescriptor } from '@goodfunds/shared';
import type { z } from 'zod';
import type { Runtime } from '../runtime/runtime.ts';
import type { Egress } from '../security/egress/egress.ts';
import type { ThrottleStore } from './throttle-store.ts';

/** Everything that the house knows of a provider. One of these a provider, listed in the composition root. */
export interface CrmProviderDefinition<Credentials = unknown> {
  readonly descriptor: ProviderDescriptor;
  /** Cleans and checks the syntax of credentials, secrets included. */
  readonly credentialsSchema: z.ZodType<Credentials>;
  /**
   * By the name of a credential: the code that says what it means when the schema refuses it, and the check of the
   * connection test under which that is told. One without an entry is told as BAD_REQUEST.
   */
  readonly credentialProblems?: Readonly<Record<string, { code: ErrorCode; check: string }>>;
  /** Well-known pairs, best first; the first thing that a suggestion offers. */
  readonly standardMapping: Mapping;
  /** Refuses what syntax cannot see, such as a host that is not allowed. Throws NonRetryableIntegrationError. */
  checkCredentials(credentials: Credentials): void;
  open(credentials: Credentials, context: ProviderContext): CrmIntegrationPort;
}

export type ProviderContext = {
  egress: Egress;
  runtime: Runtime;
  throttleStore: ThrottleStore;
  log: ProviderLog;
};

/** One line a request, by allow-list: never a value of a contact, never a secret. */
export type ProviderLog = (entry: {
  operation: string;
  environmentHost: string;
  status: number | null;
  durationMs: number;
  requestId: string | null;
  code: string | null;
}) => void;
