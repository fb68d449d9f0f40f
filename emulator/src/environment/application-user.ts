/** How far a privilege reaches: own rows, own business unit, the units below it too, everything. */
export type PrivilegeDepth = 'Basic' | 'Local' | 'Deep' | 'Global';

type ApplicationUserState = 'present' | 'missing' | 'disabled' | 'withoutRoles';

export interface ColumnPermission {
  readonly read: boolean;
  readonly create: boolean;
  readonly update: boolean;
}

/** The systemuser row that stands for the app registration in this environment. */
export interface ApplicationUser {
  readonly state: ApplicationUserState;
  readonly systemUserId: string;
  readonly name: string;
  /** Object id of the service principal; the `oid` of its tokens. */
  readonly azureObjectId: string;
  readonly businessUnitId: string;
  readonly childBusinessUnitIds: readonly string[];
  /** Labels and formatted values come in this language. */
  readonly uiLanguage: 1031 | 1033;
  /** Names are case-sensitive: `prvReadContact`. */
  readonly privileges: ReadonlyMap<string, PrivilegeDepth>;
  /** By logical name, for secured columns; a secured column that is missing here is out of reach. */
  readonly columnPermissions: ReadonlyMap<string, ColumnPermission>;
}

/**
 * What a role made for this integration holds.
 *
 * @see https://learn.microsoft.com/power-platform/admin/manage-application-users
 * @see https://learn.microsoft.com/power-apps/developer/data-platform/use-single-tenant-server-server-authentication
 */
export const integrationPrivileges: readonly string[] = [
  'prvReadContact',
  'prvCreateContact',
  'prvWriteContact',
  'prvDeleteContact',
  'prvAppendContact',
  'prvAppendToContact',
  'prvAssignContact',
  'prvReadAccount',
  'prvAppendToAccount',
  'prvReadTransactionCurrency',
  'prvAppendToTransactionCurrency',
  'prvReadEntity',
  'prvReadAttribute',
  'prvReadRelationship',
  'prvReadOptionSet',
  'prvReadOrganization',
  'prvReadUser',
  'prvAppendToUser',
  'prvReadSdkMessageFilter',
];

export function allGlobal(names: readonly string[]): ReadonlyMap<string, PrivilegeDepth> {
  return new Map(names.map((name) => [name, 'Global']));
}
