import type { IntegrationContext } from '../integrations/integration-context.ts';
import type { IntegrationUseCases } from '../integrations/integration-use-cases.ts';
import type { Authenticate } from '../security/authenticator.ts';
import type { Principal } from '../security/principal.ts';
import type { RateLimits } from '../security/rate-limits.ts';
import type { SyncContext } from '../sync/sync-context.ts';
import type { SyncUseCases } from '../sync/sync-use-cases.ts';

/** What the routers hand to the functions of `integrations/` and `sync/`. */
export type ServiceContext = IntegrationContext & SyncContext;

/** What the API is made of: what can be done, how callers are recognised, and how often they may call. */
export type ApiDependencies = {
  useCases: { integrations: IntegrationUseCases; sync: SyncUseCases };
  authenticate: Authenticate;
  rateLimits: RateLimits;
};

/** What every procedure is given. */
export type ApiContext = {
  /** `null` where nobody could be recognised. */
  principal: Principal | null;
  useCases: ApiDependencies['useCases'];
  rateLimits: RateLimits;
  /** Names this request in the log; shown to the caller where nothing else can be said. */
  requestId: string;
};

export async function createApiContext(
  { useCases, authenticate, rateLimits }: ApiDependencies,
  request: { authorization: string | undefined; requestId: string },
): Promise<ApiContext> {
  return {
    principal: await authenticate(request.authorization),
    useCases,
    rateLimits,
    requestId: request.requestId,
  };
}
