import type { ApplicationUser, ColumnPermission } from '../environment/application-user.ts';
import type { Column } from './columns/column.ts';
import { DataverseError } from './errors.ts';

const refusals: Readonly<Record<keyof ColumnPermission | 'query', readonly [code: string, verb: string]>> = {
  create: ['0x8004F502', 'create'],
  update: ['0x8004F507', 'update'],
  read: ['0x8004F504', 'read'],
  query: ['0x8004F506', 'query'],
};

/** Whether the user can read a column; an unreadable one is null. */
export function mayReadColumn(user: ApplicationUser, column: Column): boolean {
  return !column.isSecured || user.columnPermissions.get(column.logicalName)?.read === true;
}

export function assertColumnPermission(
  user: ApplicationUser,
  column: Column,
  use: 'create' | 'update' | 'query',
): void {
  const permission = use === 'query' ? 'read' : use;
  if (!column.isSecured || user.columnPermissions.get(column.logicalName)?.[permission] === true) return;
  const [code, verb] = refusals[use];
  throw new DataverseError(
    403,
    code,
    `Caller user with Id ${user.systemUserId} does not have permissions to ${verb} the ${column.logicalName} attribute of the contact entity.`,
  );
}
