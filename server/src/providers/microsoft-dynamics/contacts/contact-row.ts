import { type CrmField, type CrmValue, ownProperty } from '@goodfunds/shared';
import { z } from 'zod';
import { readWireValue } from '../values/read.ts';

/** A row of `contacts` as matching and merging need it. */
export type ContactRow = {
  id: string;
  etag: string;
  active: boolean;
  /** The row into which this one was merged. */
  masterId: string | null;
  /** As it is in the CRM, not normalised. */
  email: string | null;
  firstName: string | null;
  lastName: string | null;
  /** ISO dates; empty where the CRM has none. */
  createdOn: string;
  modifiedOn: string;
  /** The user's id in lower case; `null` where the CRM has none. */
  modifiedBy: string | null;
  values: Readonly<Record<string, CrmValue>>;
};

export type RowReader = ReturnType<typeof createRowReader>;

/** Reads rows with these attributes, besides what matching needs. Unknown attributes are left out. */
export function createRowReader(
  attributes: readonly string[],
  fieldsByAttribute: ReadonlyMap<string, CrmField>,
) {
  const fields = attributes.flatMap((attribute) => fieldsByAttribute.get(attribute) ?? []);
  const readable = fields.map((field) => field.attribute);
  return {
    /** The columns to ask for. */
    select: [...new Set([...readable, ...MATCHING_COLUMNS])],
    read: (row: WireRow): ContactRow => ({
      id: row.contactid.toLowerCase(),
      etag: row['@odata.etag'],
      active: row.statecode !== 1,
      masterId: row.merged === true ? (row._masterid_value?.toLowerCase() ?? null) : null,
      email: row.emailaddress1 ?? null,
      firstName: row.firstname ?? null,
      lastName: row.lastname ?? null,
      createdOn: row.createdon ?? '',
      modifiedOn: row.modifiedon ?? '',
      modifiedBy: row._modifiedby_value?.toLowerCase() ?? null,
      values: Object.fromEntries(
        fields.map((field) => [field.attribute, readWireValue(ownProperty(row, field.attribute), field)]),
      ),
    }),
  };
}

const MATCHING_COLUMNS = [
  'emailaddress1',
  'firstname',
  'lastname',
  'statecode',
  'createdon',
  'modifiedon',
  '_modifiedby_value',
  'merged',
  '_masterid_value',
] as const;

/** Dataverse's have some twenty characters; each is sent back with an update. */
const MAX_ETAG_LENGTH = 200;

export const wireRowSchema = z.looseObject({
  contactid: z.guid(),
  // Without it an update could overwrite what changed since the row was read.
  '@odata.etag': z.string().min(1).max(MAX_ETAG_LENGTH),
  statecode: z.number().nullish(),
  merged: z.boolean().nullish(),
  _masterid_value: z.guid().nullish(),
  emailaddress1: z.string().nullish(),
  firstname: z.string().nullish(),
  lastname: z.string().nullish(),
  createdon: z.string().nullish(),
  modifiedon: z.string().nullish(),
  _modifiedby_value: z.guid().nullish(),
});
type WireRow = z.infer<typeof wireRowSchema>;
