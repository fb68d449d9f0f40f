import { z } from 'zod';
import { failureSchema } from './failure.ts';

export const outcomeSchema = z.enum(['CREATED', 'UPDATED', 'UNCHANGED', 'SKIPPED', 'FAILED']);
export type Outcome = z.infer<typeof outcomeSchema>;

export const skipReasonSchema = z.enum([
  'NO_EMAIL',
  'EXISTING_CONTACT',
  'INACTIVE_MATCH',
  'AMBIGUOUS_MATCH',
  'NAME_MISMATCH',
  'SHARED_EMAIL',
  'DELETED_IN_CRM',
  'POSSIBLE_DUPLICATE',
  'RUN_CANCELLED',
]);
export type SkipReason = z.infer<typeof skipReasonSchema>;

export const crmValueSchema = z.union([z.string(), z.number(), z.boolean(), z.null()]);
/** A value as stored in the CRM. A multi-select ENUM is its option numbers in ascending order, joined by commas. */
export type CrmValue = z.infer<typeof crmValueSchema>;

/** The change of one attribute of a contact, and its reason. */
export const attributeChangeSchema = z.object({
  attribute: z.string(),
  before: crmValueSchema,
  after: crmValueSchema,
  written: z.boolean(),
  reason: z.enum([
    'NEW_CONTACT',
    'CHANGED',
    'EMPTY_IN_CRM',
    'EQUAL',
    'FILLED_IN_CRM',
    'NO_VALUE',
    'SKIP',
    'REFUSED',
    'EMAIL_TAKEN',
    'KEPT_CRM_EDIT',
    'CONFLICT_OVERWRITTEN',
    'CONFLICT_KEPT',
    'KEPT_STRICTER',
  ]),
});
export type AttributeChange = z.infer<typeof attributeChangeSchema>;

/** The result for one contact. SKIPPED and FAILED always have a `reason`. */
export const contactOutcomeSchema = z.object({
  contactId: z.string(),
  outcome: outcomeSchema,
  /** The skip reason, or the code of `error`. */
  reason: z.string().nullable(),
  crmContactId: z.string().nullable(),
  /** The ids of the matching CRM contacts when the match is ambiguous; some of them where they are many. */
  candidates: z.array(z.string()),
  /** Changes when a candidate's name, e-mail or state does, or when there are others. */
  candidatesVersion: z.string().optional(),
  /** What the link is to remember of both sides' values; not in a dry run. */
  memory: z.string().optional(),
  /** Attributes whose other value in the CRM was kept by the memory; not in a dry run. */
  keptAttributes: z.array(z.string()).optional(),
  /** Attributes of which GoodFunds has the less strict value; not in a dry run, where `changes` has them. */
  contradictions: z.array(z.string()).optional(),
  changedAttributes: z.array(z.string()),
  /** Filled in by a dry run only: every mapped attribute, before and after. */
  changes: z.array(attributeChangeSchema),
  /** What the contact is written without: refused values, an e-mail that is taken, missing ones of application-required attributes. */
  warnings: z.array(failureSchema),
  error: failureSchema.nullable(),
});
export type ContactOutcome = z.infer<typeof contactOutcomeSchema>;
