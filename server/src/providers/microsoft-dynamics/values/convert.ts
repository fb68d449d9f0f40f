import type { CrmField, FieldValue } from '@goodfunds/shared';
import type { ConvertedValue, ConvertValue } from '../../../crm/apply-mapping.ts';
import { convertBoolean } from './boolean.ts';
import { convertDate } from './date.ts';
import { convertNumber } from './number.ts';
import { convertOption } from './option.ts';
import { convertText } from './text.ts';

/**
 * Converts a value of GoodFunds to what Dataverse takes for the attribute, or says what is allowed there. Nothing
 * is shortened and nothing is guessed: what can be read in two ways is refused.
 *
 * @see https://learn.microsoft.com/power-apps/developer/data-platform/webapi/web-api-properties
 */
export const convertValue: ConvertValue = (
  value: NonNullable<FieldValue>,
  field: CrmField,
): ConvertedValue => {
  switch (field.type) {
    case 'STRING':
      return convertText(value, field);
    case 'NUMBER':
      return convertNumber(value, field);
    case 'BOOLEAN':
      return convertBoolean(value, field);
    case 'DATE':
      return convertDate(value, field);
    case 'ENUM':
      return convertOption(value, field);
  }
};
