import type { Runtime } from '../runtime.ts';
import type { ApplicationUser } from './application-user.ts';
import type { EnvironmentData } from './data.ts';
import type { Directory } from './directory.ts';

/** One Dataverse environment and its tenant. All state that tests can change is here. */
export interface Environment {
  readonly runtime: Runtime;
  /** Environment URL and authority in one: `http://127.0.0.1:4011`. */
  readonly origin: string;
  organizationId: string;
  /** A CRM user, the owner of the seeded rows. */
  readonly crmUserId: string;
  readonly rootBusinessUnitId: string;
  readonly currencyId: string;
  user: ApplicationUser;
  directory: Directory;
  data: EnvironmentData;
  changeSetFailure: ChangeSetFailureForm;
  /** Whether the IP firewall blocks the caller. */
  blocksCaller: boolean;
  /** Whether contacts can be updated under the condition of an etag. */
  hasOptimisticConcurrency: boolean;
  /** Columns whose values a plug-in normalises when they are written through the API. */
  normalisation: ReadonlyMap<string, NormalisedFormat>;
}

export type NormalisedFormat = 'UPPER_CASE' | 'PHONE';

/** How `$batch` answers a failed change set. Live Dataverse nests the error part; OASIS also allows it bare. */
type ChangeSetFailureForm = 'nested' | 'bare';

export const apiPath = '/api/data/v9.2/';

export function apiRoot(environment: Environment): string {
  return `${environment.origin}${apiPath}`;
}
