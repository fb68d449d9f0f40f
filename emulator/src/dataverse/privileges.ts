import type { ApplicationUser, PrivilegeDepth } from '../environment/application-user.ts';
import type { ContactRow } from '../store/contact-row.ts';
import { derivedGuid } from './derived-guid.ts';
import { DataverseError } from './errors.ts';

/**
 * Throws unless the user has the privilege at any depth.
 *
 * @see https://learn.microsoft.com/power-apps/developer/data-platform/reference/web-service-error-codes
 */
export function assertPrivilege(user: ApplicationUser, name: string, entity = 'contact'): void {
  if (user.privileges.has(name)) return;
  const objectTypeCode = entity === 'contact' ? 2 : 0;
  throw new DataverseError(
    403,
    '0x80040220',
    `Principal user (Id=${user.systemUserId}, type=8, roleCount=1, privilegeCount=${user.privileges.size}, accessMode='4 Non-interactive', AADObjectId=${user.azureObjectId}, MetadataCachePrivilegesCount=0, businessUnitId=${user.businessUnitId}), is missing ${name} privilege (Id=${derivedGuid(name)}) on OTC=${objectTypeCode} for entity '${entity}'. context.Caller=${user.systemUserId}`,
  );
}

export type RowAccess = 'Read' | 'Write' | 'Delete';

export function assertRowAccess(user: ApplicationUser, access: RowAccess, row: ContactRow): void {
  if (mayAccess(user, access, row)) return;
  throw new DataverseError(
    403,
    '0x80048306',
    `Principal with id ${user.systemUserId} does not have ${access}Access right(s) for record with id ${row.id} of entity contact`,
  );
}

export function mayAccess(user: ApplicationUser, access: RowAccess, row: ContactRow): boolean {
  const depth = user.privileges.get(`prv${access}Contact`);
  return depth !== undefined && reaches(user, depth, row);
}

function reaches(user: ApplicationUser, depth: PrivilegeDepth, row: ContactRow): boolean {
  const unit = row.values.owningbusinessunit;
  switch (depth) {
    case 'Global':
      return true;
    case 'Basic':
      return row.values.ownerid === user.systemUserId;
    case 'Local':
      return unit === user.businessUnitId;
    case 'Deep':
      return (
        unit === user.businessUnitId || (typeof unit === 'string' && user.childBusinessUnitIds.includes(unit))
      );
    default:
      return depth satisfies never;
  }
}
