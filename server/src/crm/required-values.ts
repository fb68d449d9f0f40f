import type { CrmField, CrmValue, Failure } from '@goodfunds/shared';
import { isBlank } from './crm-value.ts';

/**
 * Required attributes without a value, mapped or not. The CRM enforces system-required attributes. Application-required
 * ones are enforced only in its forms, so they are a warning.
 */
export function checkRequiredValues(
  values: Readonly<Record<string, CrmValue>>,
  fields: Iterable<CrmField>,
): { warnings: Failure[]; failuresOnCreate: Failure[] } {
  const warnings: Failure[] = [];
  const failuresOnCreate: Failure[] = [];
  for (const { required, mappable, creatable, attribute } of fields) {
    if (required !== 'APPLICATION' && required !== 'SYSTEM') continue;
    if (!mappable || !creatable || !isBlank(values[attribute])) continue;
    const failures = required === 'SYSTEM' ? failuresOnCreate : warnings;
    failures.push({ code: 'REQUIRED_VALUE_MISSING', params: { attribute } });
  }
  return { warnings, failuresOnCreate };
}
