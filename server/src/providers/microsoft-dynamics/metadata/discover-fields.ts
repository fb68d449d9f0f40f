import type { CrmField } from '@goodfunds/shared';
import { z } from 'zod';
import { type BatchAnswer, type DataverseClient, readAnswer } from '../web-api/dataverse-client.ts';
import { isTransient } from '../web-api/errors.ts';
import { servicePath } from '../web-api/odata.ts';
import { readCrmFields } from './crm-field.ts';
import { metadataQueries } from './metadata-queries.ts';

/**
 * The attributes of the contact table as they are now, in one `$batch`; in a second one, where some are under
 * column security, the proof that they can be read.
 */
export async function discoverFields(client: DataverseClient): Promise<CrmField[]> {
  const answers = await client.batch(
    'discoverFields',
    metadataQueries().map((query) => ({ ...query, method: 'GET' })),
  );
  const metadata = answers.map((answer) => readAnswer(answer, z.unknown()));
  const fields = readCrmFields(metadata);
  const secured = fields.filter((field) => field.unmappableReason === 'SECURED');
  if (secured.length === 0) return fields;
  return readCrmFields(metadata, await readableAmong(secured, client));
}

/**
 * A column that may not be read looks empty wherever it is selected; only asking for rows by it is refused, with
 * 0x8004F506.
 *
 * @see https://learn.microsoft.com/power-apps/developer/data-platform/reference/web-service-error-codes
 */
async function readableAmong(
  secured: readonly CrmField[],
  client: DataverseClient,
): Promise<ReadonlySet<string>> {
  const attributes = secured.map(({ attribute }) => attribute).slice(0, MAX_SECURED);
  const answers = await client.batch(
    'proveReadable',
    attributes.map((attribute) => ({
      method: 'GET',
      path: servicePath('contacts', { $select: 'contactid', $filter: `${attribute} ne null`, $top: '1' }),
    })),
  );
  return new Set(attributes.filter((_attribute, index) => isProven(answers[index])));
}

/** An organisation secures a handful of columns. */
const MAX_SECURED = 200;

/** A moment's failure proves nothing in either direction, so it is not taken for a refusal. */
function isProven(answer: BatchAnswer | undefined): boolean {
  if (!answer) return false;
  if (answer.kind === 'LOST' || isTransient(answer)) readAnswer(answer, z.unknown());
  return answer.kind === 'ANSWERED' && answer.status === 200;
}
