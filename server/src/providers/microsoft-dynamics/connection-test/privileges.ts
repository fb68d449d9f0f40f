import { z } from 'zod';
import type { DataverseClient } from '../web-api/dataverse-client.ts';

/** How far a privilege reaches: own rows, the business unit, it and those below it, everything. */
export type PrivilegeDepth = (typeof DEPTHS)[number];

/**
 * The widest depth of each of the application user's privileges, by its name. Rejects where reading privileges is
 * itself not allowed.
 */
export async function readPrivileges(
  client: DataverseClient,
  userId: string,
): Promise<ReadonlyMap<string, PrivilegeDepth>> {
  const { RolePrivileges } = await client.get({
    operation: 'readPrivileges',
    path: `systemusers(${userId})/Microsoft.Dynamics.CRM.RetrieveUserPrivileges()`,
    schema: privilegesSchema,
  });
  const widest = new Map<string, PrivilegeDepth>();
  for (const { PrivilegeName, Depth } of RolePrivileges) {
    const known = widest.get(PrivilegeName);
    if (known === undefined || DEPTHS.indexOf(known) < DEPTHS.indexOf(Depth))
      widest.set(PrivilegeName, Depth);
  }
  return widest;
}

const DEPTHS = ['Basic', 'Local', 'Deep', 'Global'] as const;

/** Enumerations come as names; the number is what older servers answer. */
const depthSchema = z.union([
  z.enum(DEPTHS),
  z
    .number()
    .int()
    .min(0)
    .max(3)
    .transform((depth): PrivilegeDepth => DEPTHS[depth] ?? 'Basic'),
]);

const privilegesSchema = z.object({
  RolePrivileges: z.array(z.object({ PrivilegeName: z.string(), Depth: depthSchema })),
});
