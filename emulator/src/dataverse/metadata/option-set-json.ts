import type { BooleanColumn, ChoiceColumn, Label, Option } from '../columns/column.ts';
import { derivedGuid } from '../derived-guid.ts';
import { labelJson } from './label-json.ts';

/**
 * The options of a choice or a yes/no column.
 *
 * @see https://learn.microsoft.com/power-apps/developer/data-platform/webapi/query-metadata-web-api
 */
export function optionSetJson(column: ChoiceColumn | BooleanColumn, userLanguage: number) {
  const isBoolean = column.type === 'Boolean';
  const global = isBoolean ? null : column.globalChoice;
  const head = {
    MetadataId: derivedGuid(`optionset ${global ?? column.logicalName}`),
    HasChanged: null,
    IsCustomOptionSet: column.isCustom,
    IsGlobal: global !== null,
    IsManaged: !column.isCustom,
    Name: global ?? `contact_${column.logicalName}`,
    ExternalTypeName: null,
    OptionSetType: setTypes[column.type],
    DisplayName: labelJson(column.label, userLanguage, !column.isCustom),
    Description: labelJson(column.description, userLanguage, !column.isCustom),
  };
  const option = (value: number, label: Label) =>
    optionJson({ value, label }, userLanguage, !column.isCustom);
  if (isBoolean) {
    return { ...head, TrueOption: option(1, column.trueLabel), FalseOption: option(0, column.falseLabel) };
  }
  return {
    ...head,
    ParentOptionSetName: null,
    Options: column.options.map((each) => optionJson(each, userLanguage, !column.isCustom)),
  };
}

const setTypes: Readonly<Record<(ChoiceColumn | BooleanColumn)['type'], string>> = {
  Boolean: 'Boolean',
  MultiSelectPicklist: 'Picklist',
  Picklist: 'Picklist',
  State: 'State',
  Status: 'Status',
};

function optionJson(option: Option, userLanguage: number, isManaged: boolean) {
  return {
    Value: option.value,
    Label: labelJson(option.label, userLanguage, isManaged),
    Description: labelJson(null, userLanguage, isManaged),
    Color: null,
    IsManaged: isManaged,
    ExternalValue: '',
    ParentValues: [],
    Tag: null,
    IsHidden: false,
    MetadataId: null,
    HasChanged: null,
    ...(option.state === undefined ? {} : { State: option.state, TransitionData: null }),
  };
}
