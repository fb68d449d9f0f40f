import type { CrmOption } from '@goodfunds/shared';
import { crmField } from '../../../../../shared/src/testing/crm-field.ts';

/** One attribute of each type. */
export const text = crmField({ crmType: 'String', maxLength: 10 });
export const whole = crmField({
  type: 'NUMBER',
  crmType: 'Integer',
  precision: 0,
  minValue: -10,
  maxValue: 100_000,
});
export const bigInt = crmField({ type: 'NUMBER', crmType: 'BigInt', precision: 0 });
export const money = crmField({
  type: 'NUMBER',
  crmType: 'Money',
  precision: 2,
  minValue: 0,
  maxValue: 1_000_000,
});
export const decimal = crmField({ type: 'NUMBER', crmType: 'Decimal', precision: 4 });
export const double = crmField({
  type: 'NUMBER',
  crmType: 'Double',
  precision: 5,
  minValue: -90,
  maxValue: 90,
});
export const day = crmField({ type: 'DATE', crmType: 'DateTime', dateOnly: true });
export const instant = crmField({ type: 'DATE', crmType: 'DateTime' });
export const allowed = crmField({
  type: 'BOOLEAN',
  crmType: 'Boolean',
  options: [option(false, 'Allow', 'Zulassen'), option(true, 'Do Not Allow', 'Nicht zulassen')],
});
export const gender = crmField({
  type: 'ENUM',
  crmType: 'Picklist',
  options: [option(1, 'Male', 'Männlich'), option(2, 'Female', 'Weiblich'), option(5, 'Other', 'Andere')],
});
export const topics = crmField({
  type: 'ENUM',
  crmType: 'MultiSelectPicklist',
  multiple: true,
  options: [
    option(1, 'Water', 'Wasser'),
    option(9, 'Forest', 'Wald'),
    option(10, 'Yes, monthly', 'Ja, monatlich'),
  ],
});

export function option(value: number | boolean, english: string, german = english): CrmOption {
  return { value, label: english, labels: { '1031': german, '1033': english } };
}

export function failed(code: string, params: Record<string, unknown> = {}) {
  return { failure: { code, params } };
}
