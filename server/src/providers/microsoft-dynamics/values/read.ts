import type { CrmField, CrmValue } from '@goodfunds/shared';
import { z } from 'zod';
import { RetryableIntegrationError } from '../../../crm/integration-error.ts';
import { formatInstant } from './date.ts';

/**
 * Reads an attribute's value from a Dataverse response into the form that `convertValue` returns.
 *
 * @throws RetryableIntegrationError ANSWER_MALFORMED if the value does not match the attribute's type.
 */
export function readWireValue(raw: unknown, field: CrmField): CrmValue {
  if (raw === null || raw === undefined) return null;
  const parsed = wireSchema(field).safeParse(raw);
  if (parsed.success) return parsed.data;
  throw new RetryableIntegrationError({ code: 'ANSWER_MALFORMED', params: { attribute: field.attribute } });
}

function wireSchema(field: CrmField): z.ZodType<CrmValue> {
  switch (field.type) {
    case 'STRING':
      return text;
    case 'NUMBER':
      return number;
    case 'BOOLEAN':
      return flag;
    case 'DATE':
      return field.dateOnly ? day : instant;
    case 'ENUM':
      return field.multiple ? options : option;
  }
}

const text = z.string();
const flag = z.boolean();
const option = z.number().int();

/** Text for numbers beyond 2^53, and for all decimals when a gateway asks for IEEE754Compatible. */
const number = z.union([
  z.number(),
  z
    .string()
    .regex(/^-?\d+(?:\.\d+)?$/)
    .transform(Number),
]);

const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}/)
  .transform((text) => text.slice(0, 10));

const instant = z.iso.datetime({ offset: true }).transform((text) => formatInstant(Date.parse(text)));

/** Far more than the numbers of all options that can be selected. */
const MAX_OPTIONS_LENGTH = 10_000;

const options = z
  .string()
  .max(MAX_OPTIONS_LENGTH)
  .trim()
  .regex(/^(?:-?\d+(?:\s*,\s*-?\d+)*)?$/)
  .transform((text) => {
    if (text === '') return null;
    return text
      .split(',')
      .map(Number)
      .sort((left, right) => left - right)
      .join(',');
  });
