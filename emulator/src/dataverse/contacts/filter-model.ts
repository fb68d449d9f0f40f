import type { Environment } from '../../environment/environment.ts';
import type { ContactRow } from '../../store/contact-row.ts';
import { assertColumnPermission } from '../column-security.ts';
import type { Column } from '../columns/column.ts';
import { isLookup, readColumn } from '../columns/column.ts';
import { DataverseError } from '../errors.ts';
import type { FilterModel, Operand } from '../odata/predicate.ts';
import { propertyOf } from './select.ts';

/** Resolves the names in a `$filter` on contacts. */
export function contactFilterModel(environment: Environment): FilterModel<ContactRow> {
  return {
    collate: environment.data.collate,
    property: (path) => operandOf(environment, propertyOf(environment.data.schema, path)),
    column: (logicalName) => operandOf(environment, columnNamed(environment, logicalName)),
  };
}

function columnNamed(environment: Environment, logicalName: string): Column {
  const column = environment.data.schema.column(logicalName);
  if (column !== null && column.attributeOf === null && column.validForRead) return column;
  throw new DataverseError(
    400,
    '0x80041103',
    `'Contact' entity doesn't contain attribute with Name = '${logicalName}' and NameMapping = 'Logical'.`,
  );
}

function operandOf(environment: Environment, column: Column): Operand<ContactRow> {
  assertColumnPermission(environment.user, column, 'query');
  return { kind: kindOf(column), read: (row) => readColumn(row, column) };
}

function kindOf(column: Column): Operand<ContactRow>['kind'] {
  if (isLookup(column)) return 'guid';
  switch (column.type) {
    case 'Boolean':
      return 'boolean';
    case 'Integer':
    case 'BigInt':
    case 'Decimal':
    case 'Double':
    case 'Money':
    case 'Picklist':
    case 'State':
    case 'Status':
      return 'number';
    case 'DateTime':
      return column.behavior === 'DateOnly' ? 'date' : 'dateTime';
    case 'Uniqueidentifier':
      return 'guid';
    default:
      return 'text';
  }
}
