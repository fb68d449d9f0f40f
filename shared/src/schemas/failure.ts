import { z } from 'zod';
import { ERROR_CODES, type ErrorCode } from '../error-codes.ts';

export const errorCodeSchema = z.enum(Object.keys(ERROR_CODES) as [ErrorCode, ...ErrorCode[]]);

/** Details for the message of an error code: attribute, limit, privilege, … Never a contact's value. */
export const errorParamsSchema = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]),
);
export type ErrorParams = z.infer<typeof errorParamsSchema>;

export const failureSchema = z.object({ code: errorCodeSchema, params: errorParamsSchema });
export type Failure = z.infer<typeof failureSchema>;

/** `data.crm` of every error that a procedure returns. */
export const apiErrorSchema = z.object({
  code: errorCodeSchema,
  retryable: z.boolean(),
  requestId: z.string().optional(),
  retryAfterMs: z.number().optional(),
  params: errorParamsSchema.optional(),
});
export type ApiError = z.infer<typeof apiErrorSchema>;
