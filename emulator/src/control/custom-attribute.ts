import { z } from 'zod';
import type { Column } from '../dataverse/columns/column.ts';
import {
  choice,
  dateTime,
  flag,
  lookup,
  number,
  other,
  readOnly,
  text,
} from '../dataverse/columns/define.ts';

const label = z.strictObject({ en: z.string().optional(), de: z.string().optional() });

const common = {
  /** With the publisher's prefix, such as `new_Region`; the logical name is the same in lower case. */
  schemaName: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9]*_\w+$/, 'needs the prefix of a publisher, as in new_Region'),
  label: label.nullable().default(null),
  description: label.nullable().default(null),
  requiredLevel: z.enum(['None', 'Recommended', 'ApplicationRequired', 'SystemRequired']).default('None'),
  isSecured: z.boolean().default(false),
  /** Valid for neither create nor update; writes to it are ignored. */
  isReadOnly: z.boolean().default(false),
  /** 0 simple, 1 calculated, 2 rollup, 3 formula; the last three are read-only. */
  sourceType: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3), z.null()]).default(0),
};

const options = z.array(z.strictObject({ value: z.int(), label })).min(1);

const range = {
  min: z.number().default(-100_000_000_000),
  max: z.number().default(100_000_000_000),
  precision: z.int().min(0).max(10).default(2),
};

/** A column that a customiser adds to the contact table. */
export const customAttributeSchema = z.discriminatedUnion('type', [
  z.strictObject({
    ...common,
    type: z.literal('String'),
    maxLength: z.int().positive().default(100),
    format: z.enum(['Text', 'Email', 'Url', 'Phone', 'TextArea']).default('Text'),
  }),
  z.strictObject({ ...common, type: z.literal('Memo'), maxLength: z.int().positive().default(2000) }),
  z.strictObject({
    ...common,
    type: z.literal('Boolean'),
    yes: label.default({ en: 'Yes', de: 'Ja' }),
    no: label.default({ en: 'No', de: 'Nein' }),
    defaultValue: z.boolean().default(false),
  }),
  z.strictObject({
    ...common,
    type: z.enum(['Picklist', 'MultiSelectPicklist']),
    options,
    defaultValue: z.int().nullable().default(null),
    /** Name of the global choice that has the options. */
    globalChoice: z.string().nullable().default(null),
  }),
  z.strictObject({
    ...common,
    type: z.enum(['Integer', 'BigInt']),
    min: z.int().default(-2_147_483_648),
    max: z.int().default(2_147_483_647),
  }),
  z.strictObject({ ...common, type: z.enum(['Decimal', 'Double', 'Money']), ...range }),
  z.strictObject({
    ...common,
    type: z.literal('DateTime'),
    behavior: z.enum(['UserLocal', 'DateOnly', 'TimeZoneIndependent']).default('UserLocal'),
  }),
  z.strictObject({ ...common, type: z.enum(['Lookup', 'Customer']), targets: z.array(z.string()).min(1) }),
  z.strictObject({ ...common, type: z.enum(['Uniqueidentifier', 'Image', 'File', 'Virtual']) }),
]);

export type CustomAttributeInput = z.input<typeof customAttributeSchema>;
type CustomAttribute = z.output<typeof customAttributeSchema>;

export function columnOf(attribute: CustomAttribute): Column {
  const { schemaName, label: shown } = attribute;
  const traits = traitsOf(attribute);
  switch (attribute.type) {
    case 'String':
      return text(schemaName, attribute.maxLength, labelOf(shown), { ...traits, format: attribute.format });
    case 'Memo':
      return text(schemaName, attribute.maxLength, labelOf(shown), {
        ...traits,
        type: 'Memo',
        format: 'TextArea',
      });
    case 'Boolean': {
      const meanings = {
        no: labelOf(attribute.no) ?? {},
        yes: labelOf(attribute.yes) ?? {},
        initially: attribute.defaultValue,
      };
      return flag(schemaName, labelOf(shown), meanings, { ...traits, derive: null });
    }
    case 'Picklist':
    case 'MultiSelectPicklist': {
      const { type, defaultValue, globalChoice } = attribute;
      const choices = attribute.options.map((option) => ({
        value: option.value,
        label: labelOf(option.label) ?? {},
      }));
      return choice(schemaName, labelOf(shown), choices, {
        ...traits,
        type,
        defaultValue,
        globalChoice,
        derive: null,
      });
    }
    case 'Integer':
    case 'BigInt':
    case 'Decimal':
    case 'Double':
    case 'Money':
      return number(attribute.type, schemaName, attribute, labelOf(shown), traits);
    case 'DateTime':
      return dateTime(schemaName, attribute.behavior, labelOf(shown), traits);
    case 'Lookup':
    case 'Customer':
      return lookup(schemaName, attribute.targets, labelOf(shown), { ...traits, type: attribute.type });
    case 'Uniqueidentifier':
    case 'Image':
    case 'File':
    case 'Virtual':
      return other(attribute.type, schemaName, labelOf(shown), traits);
    default:
      return attribute satisfies never;
  }
}

function traitsOf(attribute: CustomAttribute) {
  const isComputed = attribute.sourceType !== 0 && attribute.sourceType !== null;
  return {
    ...(attribute.isReadOnly || isComputed ? readOnly : {}),
    description: labelOf(attribute.description),
    requiredLevel: attribute.requiredLevel,
    isCustom: true,
    isSecured: attribute.isSecured,
    sourceType: attribute.sourceType,
  };
}

/** Without the members that are undefined. */
function labelOf(given: z.output<typeof label> | null) {
  if (given === null) return null;
  return {
    ...(given.en === undefined ? {} : { en: given.en }),
    ...(given.de === undefined ? {} : { de: given.de }),
  };
}
