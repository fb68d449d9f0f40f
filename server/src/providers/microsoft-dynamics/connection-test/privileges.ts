import { z } from 'zod';
import { boundedArray } from '../../../crm/bounded-array.ts';
import { type DataverseClient, MAX_SMALL_ANSWER_BYTES } from '../web-api/client.ts';
import { servicePath } from '../web-api/odata.ts';

export type WhoAmI = {
  /** Of the application user, in `systemusers`. */
  userId: string;
  /** Stays the same when the environment's URL changes. */
  environmentId: string;
  /** Of the application user. */
  businessUnitId: string;
};

export async function readWhoAmI(client: DataverseClient): Promise<WhoAmI> {
  const answer = await client.get({
    operation: 'whoAmI',
    path: 'WhoAmI',
    schema: whoAmISchema,
    maxAnswerBytes: MAX_SMALL_ANSWER_BYTES,
  });
  return {
    userId: answer.UserId.toLowerCase(),
    environmentId: answer.OrganizationId.toLowerCase(),
    businessUnitId: answer.BusinessUnitId.toLowerCase(),
  };
}

const whoAmISchema = z.object({ UserId: z.guid(), OrganizationId: z.guid(), BusinessUnitId: z.guid() });

/** Whether all other business units are below this one. Rejects if business units cannot be read. */
export async function isRootBusinessUnit(client: DataverseClient, businessUnitId: string): Promise<boolean> {
  const unit = await client.get({
    operation: 'readBusinessUnit',
    path: servicePath(`businessunits(${businessUnitId})`, { $select: '_parentbusinessunitid_value' }),
    schema: businessUnitSchema,
    maxAnswerBytes: MAX_SMALL_ANSWER_BYTES,
  });
  return unit._parentbusinessunitid_value == null;
}

const businessUnitSchema = z.object({ _parentbusinessunitid_value: z.guid().nullish() });

/** Own rows, the business unit, the business unit and those below it, or everything. */
export type PrivilegeDepth = (typeof DEPTHS)[number];

/** The widest depth of each privilege of the application user, by name. Rejects if privileges cannot be read. */
export async function readPrivileges(
  client: DataverseClient,
  userId: string,
): Promise<ReadonlyMap<string, PrivilegeDepth>> {
  const { RolePrivileges } = await client.get({
    operation: 'readPrivileges',
    path: `systemusers(${userId})/Microsoft.Dynamics.CRM.RetrieveUserPrivileges()`,
    schema: privilegesSchema,
    maxAnswerBytes: MAX_PRIVILEGES_BYTES,
  });
  const widest = new Map<string, PrivilegeDepth>();
  for (const { PrivilegeName, Depth } of RolePrivileges) {
    const known = widest.get(PrivilegeName);
    if (known === undefined || DEPTHS.indexOf(known) < DEPTHS.indexOf(Depth))
      widest.set(PrivilegeName, Depth);
  }
  return widest;
}

/** An administrator of a large environment has ten thousand. */
export const MAX_PRIVILEGES = 50_000;
export const MAX_PRIVILEGES_BYTES = 8 * 1024 * 1024;

const DEPTHS = ['Basic', 'Local', 'Deep', 'Global'] as const;

/** Older servers answer the number instead of the name. */
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
  RolePrivileges: boundedArray(z.object({ PrivilegeName: z.string(), Depth: depthSchema }), MAX_PRIVILEGES),
});
