import type { CrmField, CrmValue, Failure } from '@goodfunds/shared';
import { isBlank } from './crm-value.ts';

/**
 * Required attributes that have no value, mapped or not. The CRM enforces only what its system requires; what an
 * organisation requires is enforced by its forms alone, so it is worth a warning and no more.
 */
export function checkRequiredValues(
  values: Readonly<Record<string, CrmValue>>,
  fields: Iterable<CrmField>,
): { warnings: Failure[]; failuresOnCreate: Failure[] } {
  const missing = [...fields].filter(
    (field) => field.mappable && field.creatable && isBlank(values[field.attribute]),
  );
  const failuresOf = (required: CrmField['required']): Failure[] =>
    missing
      .filter((field) => field.required === required)
      .map(({ attribute }) => ({ code: 'REQUIRED_VALUE_MISSING', params: { attribute } }));
  return { warnings: failuresOf('APPLICATION'), failuresOnCreate: failuresOf('SYSTEM') };
}
