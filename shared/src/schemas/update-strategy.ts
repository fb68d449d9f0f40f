import { z } from 'zod';

/** What happens to an attribute of a CRM contact that is there already. New contacts are always created. */
export const updateStrategySchema = z.enum(['SKIP', 'UPDATE_IF_EMPTY', 'UPDATE_IF_CHANGED']);
export type UpdateStrategy = z.infer<typeof updateStrategySchema>;

/** What happens when several CRM contacts have the e-mail and neither link nor name tells them apart. */
export const onAmbiguousMatchSchema = z.enum(['REPORT', 'OLDEST', 'MOST_RECENTLY_MODIFIED']);
export type OnAmbiguousMatch = z.infer<typeof onAmbiguousMatchSchema>;

/** What happens to a contact whose linked CRM contact was deleted in the CRM. */
export const onDeletedInCrmSchema = z.enum(['REPORT', 'RECREATE']);
export type OnDeletedInCrm = z.infer<typeof onDeletedInCrmSchema>;
