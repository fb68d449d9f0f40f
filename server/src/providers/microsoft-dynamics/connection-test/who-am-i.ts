import { z } from 'zod';
import type { DataverseClient } from '../web-api/dataverse-client.ts';

export type WhoAmI = {
  /** The application user's row in `systemusers`. */
  userId: string;
  /** The environment's identity, which stays when its address changes. */
  environmentId: string;
};

export async function readWhoAmI(client: DataverseClient): Promise<WhoAmI> {
  const answer = await client.get({ operation: 'whoAmI', path: 'WhoAmI', schema: whoAmISchema });
  return { userId: answer.UserId.toLowerCase(), environmentId: answer.OrganizationId.toLowerCase() };
}

const whoAmISchema = z.object({ UserId: z.guid(), OrganizationId: z.guid() });
