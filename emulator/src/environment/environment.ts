import type { Runtime } from '../runtime.ts';
import type { ApplicationUser } from './application-user.ts';
import type { EnvironmentData } from './data.ts';
import type { Directory } from './directory.ts';

/** One Dataverse environment and the tenant it belongs to. What tests may change is mutable here, and only here. */
export interface Environment {
  readonly runtime: Runtime;
  /** Environment URL and authority in one: `http://127.0.0.1:4011`. */
  readonly origin: string;
  organizationId: string;
  /** A member of the organisation's staff, owner of the seeded rows. */
  readonly staffUserId: string;
  readonly rootBusinessUnitId: string;
  readonly currencyId: string;
  user: ApplicationUser;
  directory: Directory;
  data: EnvironmentData;
  changeSetFailure: ChangeSetFailureForm;
}

/** How a failed change set is answered: live Dataverse nests the error part, OASIS allows it bare as well. */
type ChangeSetFailureForm = 'nested' | 'bare';

export const apiPath = '/api/data/v9.2/';

export function apiRoot(environment: Environment): string {
  return `${environment.origin}${apiPath}`;
}
