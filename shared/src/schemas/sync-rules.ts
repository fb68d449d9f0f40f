import { z } from 'zod';
import { attributeSchema, mappingInputSchema, mappingSchema } from './mapping.ts';
import {
  onAmbiguousMatchSchema,
  onDeletedInCrmSchema,
  onEditConflictSchema,
  onNameMismatchSchema,
  onNoEmailSchema,
  onRefusedValueSchema,
  updateStrategySchema,
} from './update-strategy.ts';

/** How an integration finds and changes CRM contacts. */
export const syncRulesSchema = z.object({
  mapping: mappingSchema,
  strategy: updateStrategySchema,
  onEditConflict: onEditConflictSchema,
  onAmbiguousMatch: onAmbiguousMatchSchema,
  onDeletedInCrm: onDeletedInCrmSchema,
  onNameMismatch: onNameMismatchSchema,
  onNoEmail: onNoEmailSchema,
  onRefusedValue: onRefusedValueSchema,
  /** Some of the provider's, the primary one among them. */
  matchEmailAttributes: z.array(attributeSchema),
});
export type SyncRules = z.infer<typeof syncRulesSchema>;

/** What a caller can change of them. */
export const syncRulesInputSchema = syncRulesSchema.extend({ mapping: mappingInputSchema }).partial();
export type SyncRulesInput = z.infer<typeof syncRulesInputSchema>;
