import type { CrmField, SyncOptions } from '@goodfunds/shared';
import type { MappedContact } from '../../../crm/apply-mapping.ts';
import { type createMemories, OUTDATED, type ValueMemory } from '../../../crm/value-memory.ts';
import type { ContactRow } from './contact-row.ts';
import type { LinkIndex } from './link-index.ts';
import type { Plan } from './plan-contact.ts';

export type MemoryContext = {
  options: SyncOptions;
  fieldsByAttribute: ReadonlyMap<string, CrmField>;
  links: LinkIndex;
  memories: ReturnType<typeof createMemories>;
  /** The application user's id, in lower case. */
  ownUserId: string;
};

/** What is remembered of the contact's values and those of the row. */
export function readMemory(
  { contact, derivedId }: { contact: { id: string }; derivedId: string },
  row: ContactRow | null,
  { links, memories, ownUserId }: MemoryContext,
): ValueMemory {
  const text = row && links.memoryOf(contact.id, row.id);
  const memory = memories.read(text, contact.id);
  // After a crash nothing is remembered, but all that such a row holds is an older value of GoodFunds.
  const isOnlyOurs =
    row !== null && row.id === derivedId && row.modifiedBy === ownUserId && row.modifiedOn === row.createdOn;
  return !text && isOnlyOurs ? { ...memory, remembered: () => OUTDATED } : memory;
}

/** Adds what the link is to remember, if the outcome links the contact. */
export function withMemory(
  plan: Plan,
  memory: ValueMemory,
  { values }: MappedContact,
  { memories, fieldsByAttribute, options }: MemoryContext,
): Plan {
  const { outcome } = plan;
  if (options.dryRun || outcome.changes.length === 0 || outcome.outcome === 'FAILED') return plan;
  const text = memories.write(memory, outcome.changes, { values, fieldsByAttribute });
  return { ...plan, outcome: { ...outcome, memory: text } };
}
