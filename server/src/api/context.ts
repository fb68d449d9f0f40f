import type { IntegrationContext } from '../integrations/integration-context.ts';
import type { Authenticate } from '../security/authenticator.ts';
import type { Principal } from '../security/principal.ts';
import type { RateLimits } from '../security/rate-limits.ts';
import type { SyncContext } from '../sync/sync-context.ts';

/** What the routers pass to the functions of `integrations/` and `sync/`. */
export type ServiceContext = IntegrationContext & SyncContext;

export type ApiDependencies = {
  service: ServiceContext;
  authenticate: Authenticate;
  rateLimits: RateLimits;
};

/** The context of every procedure. */
export type ApiContext = Pick<ApiDependencies, 'service' | 'rateLimits'> & {
  /** `null` where the caller is not recognised. */
  principal: Principal | null;
  /** Identifies the request in the log, and in error responses that give no other details. */
  requestId: string;
  /** Aborts when the response closes. */
  closed: AbortSignal;
  /** The members of the inputs so far, by the limit that applies to them. */
  counted: Map<number, number>;
};
