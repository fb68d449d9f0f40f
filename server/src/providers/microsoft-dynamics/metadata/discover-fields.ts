import { setImmediate } from 'node:timers/promises';
import type { CrmField } from '@goodfunds/shared';
import { z } from 'zod';
import { RetryableIntegrationError } from '../../../crm/integration-error.ts';
import { type BatchAnswer, readAnswer } from '../web-api/batch.ts';
import type { DataverseClient } from '../web-api/client.ts';
import { isTransient } from '../web-api/errors.ts';
import { servicePath } from '../web-api/odata.ts';
import { readCrmFields } from './crm-field.ts';

/**
 * Reads the attributes of the contact table in one `$batch`. If some are under column security, a second one finds
 * out which of them can be read.
 */
export async function discoverFields(client: DataverseClient): Promise<CrmField[]> {
  const answers = await client.batch({
    operation: 'discoverFields',
    requests: metadataQueries().map((path) => ({ method: 'GET', path })),
    maxAnswerBytes: MAX_METADATA_BYTES,
  });
  const metadata = await readMetadata(answers);
  const fields = readCrmFields(metadata);
  const secured = fields.filter((field) => field.unmappableReason === 'SECURED');
  if (secured.length === 0) return fields;
  return readCrmFields(metadata, await readableAmong(secured, client));
}

/** Some hundred attributes with labels in a few languages have one or two megabytes. */
export const MAX_METADATA_BYTES = 16 * 1024 * 1024;
/** Attributes, options and labels. Three hundred attributes in two languages have some thousands. */
export const MAX_METADATA_ELEMENTS = 200_000;

/**
 * First the properties that all attributes have, then those of each type. Properties of a derived type can only be
 * selected with a cast.
 *
 * @see https://learn.microsoft.com/power-apps/developer/data-platform/webapi/query-metadata-web-api
 */
export function metadataQueries(): string[] {
  return [servicePath(ATTRIBUTES, { $select: COMMON_PROPERTIES.join(',') }), ...CASTS.map(castQuery)];
}

const ATTRIBUTES = "EntityDefinitions(LogicalName='contact')/Attributes";

const COMMON_PROPERTIES = [
  'LogicalName',
  'AttributeTypeName',
  'DisplayName',
  'Description',
  'RequiredLevel',
  'IsValidForCreate',
  'IsValidForUpdate',
  'IsValidForRead',
  'IsValidODataAttribute',
  'AttributeOf',
  'IsCustomAttribute',
  'IsSecured',
  'SourceType',
];

type Cast = { type: string; select: readonly string[]; expand?: readonly string[] };

const CASTS: readonly Cast[] = [
  { type: 'String', select: ['MaxLength'] },
  { type: 'Memo', select: ['MaxLength'] },
  { type: 'Integer', select: ['MinValue', 'MaxValue'] },
  { type: 'Decimal', select: ['MinValue', 'MaxValue', 'Precision'] },
  { type: 'Double', select: ['MinValue', 'MaxValue', 'Precision'] },
  { type: 'Money', select: ['MinValue', 'MaxValue', 'Precision', 'PrecisionSource'] },
  { type: 'DateTime', select: ['DateTimeBehavior'] },
  { type: 'Boolean', select: [], expand: ['OptionSet'] },
  { type: 'Picklist', select: ['DefaultFormValue'], expand: ['OptionSet', 'GlobalOptionSet'] },
  { type: 'MultiSelectPicklist', select: ['DefaultFormValue'], expand: ['OptionSet', 'GlobalOptionSet'] },
  { type: 'State', select: [], expand: ['OptionSet'] },
  { type: 'Status', select: [], expand: ['OptionSet'] },
];

function castQuery({ type, select, expand }: Cast): string {
  const options = { $select: ['LogicalName', ...select].join(',') };
  const path = `${ATTRIBUTES}/Microsoft.Dynamics.CRM.${type}AttributeMetadata`;
  return servicePath(path, expand ? { ...options, $expand: expand.join(',') } : options);
}

/** Other requests are served between two answers, and an answer after the bound is not read. */
async function readMetadata(answers: readonly BatchAnswer[]): Promise<unknown[]> {
  const metadata: unknown[] = [];
  let elements = 0;
  for (const [index, answer] of answers.entries()) {
    await setImmediate();
    const read = readAnswer(answer, z.unknown());
    elements += countElements(read);
    if (elements > MAX_METADATA_ELEMENTS) {
      throw new RetryableIntegrationError({
        code: 'ANSWER_MALFORMED',
        params: { place: String(index), maxElements: MAX_METADATA_ELEMENTS },
      });
    }
    metadata.push(read);
  }
  return metadata;
}

/** The elements of all lists in a JSON value. */
function countElements(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const own = Array.isArray(value) ? value.length : 0;
  return Object.values(value).reduce((sum: number, inner: unknown) => sum + countElements(inner), own);
}

/**
 * An unreadable column looks empty when it is selected. Only filtering by it is refused, with 0x8004F506.
 *
 * @see https://learn.microsoft.com/power-apps/developer/data-platform/reference/web-service-error-codes
 */
async function readableAmong(
  secured: readonly CrmField[],
  client: DataverseClient,
): Promise<ReadonlySet<string>> {
  const attributes = secured.map(({ attribute }) => attribute).slice(0, MAX_SECURED);
  const answers = await client.batch({
    operation: 'proveReadable',
    requests: attributes.map((attribute) => ({
      method: 'GET',
      path: servicePath('contacts', { $select: 'contactid', $filter: `${attribute} ne null`, $top: '1' }),
    })),
    maxAnswerBytes: MAX_PROOF_BYTES,
  });
  return new Set(attributes.filter((_attribute, index) => isReadable(answers[index])));
}

/** Organisations secure a handful of columns. */
const MAX_SECURED = 200;
/** One row for each of them, or an error. */
export const MAX_PROOF_BYTES = 2 * 1024 * 1024;

/** A transient failure proves nothing, so it fails the discovery. */
function isReadable(answer: BatchAnswer | undefined): boolean {
  if (!answer) return false;
  if (answer.kind === 'LOST' || isTransient(answer)) readAnswer(answer, z.unknown());
  return answer.kind === 'ANSWERED' && answer.status === 200;
}
