import { z } from 'zod';
import { type DataverseClient, MAX_SMALL_ANSWER_BYTES } from '../web-api/client.ts';
import { servicePath } from '../web-api/odata.ts';

/**
 * Whether contacts can be updated under the condition that they have not changed. Rejects if metadata cannot be read.
 *
 * @see https://learn.microsoft.com/power-apps/developer/data-platform/optimistic-concurrency
 */
export async function isOptimisticConcurrencyEnabled(client: DataverseClient): Promise<boolean> {
  const table = await client.get({
    operation: 'readContactTable',
    path: servicePath("EntityDefinitions(LogicalName='contact')", {
      $select: 'IsOptimisticConcurrencyEnabled',
    }),
    schema: tableSchema,
    maxAnswerBytes: MAX_SMALL_ANSWER_BYTES,
  });
  return table.IsOptimisticConcurrencyEnabled ?? true;
}

const tableSchema = z.object({ IsOptimisticConcurrencyEnabled: z.boolean().nullish() });
