import type { Column } from '../columns/column.ts';
import { derivedGuid } from '../derived-guid.ts';
import { attributeTypeNameOf, attributeTypeOf } from './attribute-types.ts';
import { labelJson } from './label-json.ts';

export type MetadataJson = Readonly<Record<string, unknown>>;

/**
 * The metadata of any column, in the order of the server.
 *
 * @see https://learn.microsoft.com/power-apps/developer/data-platform/entity-attribute-metadata
 */
export function attributeJson(column: Column, columnNumber: number, userLanguage: number): MetadataJson {
  const isManaged = !column.isCustom;
  return {
    MetadataId: attributeId(column),
    HasChanged: null,
    AttributeOf: column.attributeOf,
    AttributeType: attributeTypeOf(column),
    ColumnNumber: columnNumber,
    DeprecatedVersion: null,
    IntroducedVersion: '5.0.0.0',
    EntityLogicalName: 'contact',
    IsCustomAttribute: column.isCustom,
    IsPrimaryId: column.logicalName === 'contactid',
    IsValidODataAttribute: column.attributeOf === null && column.validForRead,
    IsPrimaryName: column.logicalName === 'fullname',
    IsValidForCreate: column.validForCreate,
    IsValidForRead: column.validForRead,
    IsValidForUpdate: column.validForUpdate,
    CanBeSecuredForRead: column.isCustom || column.isSecured,
    CanBeSecuredForCreate: column.isCustom || column.isSecured,
    CanBeSecuredForUpdate: column.isCustom || column.isSecured,
    IsSecured: column.isSecured,
    IsRetrievable: column.validForRead,
    IsFilterable: false,
    IsSearchable: false,
    IsManaged: isManaged,
    LinkedAttributeId: null,
    LogicalName: column.logicalName,
    IsValidForForm: column.attributeOf === null,
    IsRequiredForForm: false,
    IsValidForGrid: column.attributeOf === null,
    SchemaName: column.schemaName,
    ExternalName: null,
    IsLogical: column.isLogical,
    IsDataSourceSecret: false,
    InheritsFrom: null,
    CreatedOn: '1900-01-01T00:00:00Z',
    ModifiedOn: '1900-01-01T00:00:00Z',
    SourceType: column.sourceType,
    AutoNumberFormat: '',
    AttributeTypeName: { Value: attributeTypeNameOf(column) },
    Description: labelJson(column.description, userLanguage, isManaged),
    DisplayName: labelJson(column.label, userLanguage, isManaged),
    IsAuditEnabled: managed(false, 'canmodifyauditsettings'),
    IsGlobalFilterEnabled: managed(false, 'canmodifyglobalfiltersettings'),
    IsSortableEnabled: managed(false, 'canmodifyissortablesettings'),
    IsCustomizable: managed(true, 'iscustomizable'),
    IsRenameable: managed(true, 'isrenameable'),
    IsValidForAdvancedFind: managed(column.attributeOf === null, 'canmodifysearchsettings'),
    RequiredLevel: {
      Value: column.requiredLevel,
      CanBeChanged: column.requiredLevel !== 'SystemRequired',
      ManagedPropertyLogicalName: 'canmodifyrequirementlevelsettings',
    },
    CanModifyAdditionalSettings: managed(true, 'canmodifyadditionalsettings'),
    Settings: [],
  };
}

export function attributeId(column: Column): string {
  return derivedGuid(`attribute ${column.logicalName}`);
}

function managed(value: boolean, name: string) {
  return { Value: value, CanBeChanged: true, ManagedPropertyLogicalName: name };
}
