import type { IntegrationUseCases } from '../integrations/integration-use-cases.ts';
import type { Principal } from '../security/principal.ts';
import type { SyncUseCases } from '../sync/sync-use-cases.ts';

/** What every procedure is given. */
export type ApiContext = {
  /** `null` where nobody could be recognised. */
  principal: Principal | null;
  useCases: { integrations: IntegrationUseCases; sync: SyncUseCases };
  /** Names this request in the log; shown to the caller where nothing else can be said. */
  requestId: string;
};
