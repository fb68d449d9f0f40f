import { z } from 'zod';

/** How attributes of existing CRM contacts are updated. New contacts are always created. */
export const updateStrategySchema = z.enum([
  'SKIP',
  'UPDATE_IF_EMPTY',
  'UPDATE_IF_CHANGED',
  'UPDATE_IF_SOURCE_CHANGED',
]);
export type UpdateStrategy = z.infer<typeof updateStrategySchema>;

/** The strategies of one attribute. `UPDATE_IF_STRICTER` is for yes/no attributes: only the stricter value is written. */
export const rowStrategySchema = z.enum([...updateStrategySchema.options, 'UPDATE_IF_STRICTER']);
export type RowStrategy = z.infer<typeof rowStrategySchema>;

/** Whose value remains with UPDATE_IF_SOURCE_CHANGED if both sides have changed an attribute. */
export const onEditConflictSchema = z.enum(['GOODFUNDS', 'CRM']);
export type OnEditConflict = z.infer<typeof onEditConflictSchema>;

/** What to do if several CRM contacts have the e-mail and neither link nor name identifies one. */
export const onAmbiguousMatchSchema = z.enum(['REPORT', 'OLDEST', 'MOST_RECENTLY_MODIFIED']);
export type OnAmbiguousMatch = z.infer<typeof onAmbiguousMatchSchema>;

/** What to do if the only CRM contact with the e-mail has another name. */
export const onNameMismatchSchema = z.enum(['REPORT', 'CREATE', 'UPDATE']);
export type OnNameMismatch = z.infer<typeof onNameMismatchSchema>;

/** What to do with a contact that has no e-mail and that nothing else identifies. */
export const onNoEmailSchema = z.enum(['REPORT', 'CREATE']);
export type OnNoEmail = z.infer<typeof onNoEmailSchema>;

/** What to do with a contact of which a value does not fit its attribute. */
export const onRefusedValueSchema = z.enum(['LEAVE_OUT', 'FAIL']);
export type OnRefusedValue = z.infer<typeof onRefusedValueSchema>;

/** What to do if the linked CRM contact was deleted in the CRM. */
export const onDeletedInCrmSchema = z.enum(['REPORT', 'RECREATE']);
export type OnDeletedInCrm = z.infer<typeof onDeletedInCrmSchema>;
