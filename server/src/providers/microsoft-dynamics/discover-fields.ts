import type { CrmField } from '@goodfunds/shared';
import { z } from 'zod';
import { type DataverseClient, readAnswer } from './dataverse-client.ts';
import { readCrmFields } from './fields.ts';
import { metadataQueries } from './metadata-queries.ts';

/** The attributes of the contact table as they are now, in one `$batch`. */
export async function discoverFields(client: DataverseClient): Promise<CrmField[]> {
  const answers = await client.batch(
    'discoverFields',
    metadataQueries().map((query) => ({ ...query, method: 'GET' })),
  );
  return readCrmFields(answers.map((answer) => readAnswer(answer, z.unknown())));
}
