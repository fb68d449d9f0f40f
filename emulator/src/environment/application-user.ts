/** Own rows, own business unit, also the units below it, or everything. */
export type PrivilegeDepth = 'Basic' | 'Local' | 'Deep' | 'Global';

type ApplicationUserState = 'present' | 'missing' | 'disabled' | 'withoutRoles';

export interface ColumnPermission {
  readonly read: boolean;
  readonly create: boolean;
  readonly update: boolean;
}

/** The systemuser row of the app registration in this environment. */
export interface ApplicationUser {
  readonly state: ApplicationUserState;
  readonly systemUserId: string;
  readonly name: string;
  /** Object id of the service principal; the `oid` of its tokens. */
  readonly azureObjectId: string;
  readonly businessUnitId: string;
  readonly childBusinessUnitIds: readonly string[];
  /** The language of labels and formatted values. */
  readonly uiLanguage: 1031 | 1033;
  /** Names are case-sensitive: `prvReadContact`. */
  readonly privileges: ReadonlyMap<string, PrivilegeDepth>;
  /** By logical name. Without an entry a secured column is not accessible. */
  readonly columnPermissions: ReadonlyMap<string, ColumnPermission>;
}

/**
 * The privileges of a role made for this integration.
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
  'prvReadBusinessUnit',
  'prvAppendToUser',
  'prvReadSdkMessageFilter',
];

export function allGlobal(names: readonly string[]): ReadonlyMap<string, PrivilegeDepth> {
  return new Map(names.map((name) => [name, 'Global']));
}
