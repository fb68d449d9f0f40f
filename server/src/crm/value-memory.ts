import { hash } from 'node:crypto';
import { type AttributeChange, type CrmField, type CrmValue, ownProperty } from '@goodfunds/shared';
import { canonicalValue, isSameValue } from './crm-value.ts';

/** Digests of one attribute when it was last considered: of what GoodFunds said, and of what the CRM held then. */
export type Remembered = { source: string; crm: string };

/** What the link of one contact remembers. */
export type ValueMemory = {
  /** `null` if the attribute was never considered. */
  remembered: (attribute: string) => Remembered | null;
  digest: (attribute: string, value: CrmValue, field: CrmField) => string;
};

/** Six bytes, which is enough to tell two values of one attribute apart. */
const DIGEST_LENGTH = 8;
/** The digest of the name, of the value in GoodFunds and of that in the CRM. */
const ENTRY_LENGTH = 3 * DIGEST_LENGTH;

/** Reads and writes the memory of the contacts of one call. */
export function createMemories(key: string) {
  const names = new Map<string, string>();
  const nameOf = (attribute: string): string => {
    const name = names.get(attribute) ?? shortHash(attribute);
    names.set(attribute, name);
    return name;
  };

  return {
    /**
     * `text` is what `write` returned for the contact; `null` if nothing was considered, `''` if what was is not known
     * any more.
     */
    read: (text: string | null, contactId: string): ValueMemory => {
      let entries: Map<string, Remembered> | null = null;
      return {
        remembered: (attribute) => {
          if (text === '') return FORGOTTEN;
          entries ??= parseEntries(text ?? '');
          return entries.get(nameOf(attribute)) ?? null;
        },
        // Differs between contacts and attributes, so that equal values cannot be recognised.
        digest: (attribute, value, field) => {
          const canonical = canonicalValue(value, field);
          if (canonical === null) return BLANK;
          return shortHash(`${key} ${contactId} ${attribute} ${typeof canonical} ${canonical}`);
        },
      };
    },

    /** What to remember once the changes are made. A value that could not be written is not considered yet. */
    write: (
      memory: ValueMemory,
      changes: readonly AttributeChange[],
      { values, fieldsByAttribute }: Sources,
    ): string =>
      changes
        .map((change) => {
          const entry = entryAfter(memory, change, { values, fieldsByAttribute });
          return entry === null ? '' : nameOf(change.attribute) + entry.source + entry.crm;
        })
        .join(''),
  };
}

type Sources = {
  /** The contact's converted values. */
  values: Readonly<Record<string, CrmValue>>;
  fieldsByAttribute: ReadonlyMap<string, CrmField>;
};

/** Both sides have changed since then. */
export const OUTDATED: Remembered = { source: '-'.repeat(DIGEST_LENGTH), crm: '-'.repeat(DIGEST_LENGTH) };
/**
 * After a restore: what GoodFunds said is not known, or it is, but its next change can be one that was written before
 * the restore.
 */
export const UNKNOWN = '_'.repeat(DIGEST_LENGTH);
/** Needs no digest. */
const BLANK = '.'.repeat(DIGEST_LENGTH);
const FORGOTTEN: Remembered = { source: UNKNOWN, crm: UNKNOWN };

function entryAfter(
  memory: ValueMemory,
  { attribute, after, reason }: AttributeChange,
  { values, fieldsByAttribute }: Sources,
): Remembered | null {
  const field = fieldsByAttribute.get(attribute);
  if (!field || UNDECIDED.has(reason)) return memory.remembered(attribute);
  const value = ownProperty(values, attribute) ?? null;
  const source = memory.digest(attribute, value, field);
  if (isSameValue(value, after, field)) return { source, crm: source };
  const before = memory.remembered(attribute);
  const isOpen = before?.source === UNKNOWN || (before?.crm === UNKNOWN && before.source === source);
  return { source, crm: isOpen ? UNKNOWN : memory.digest(attribute, after, field) };
}

const UNDECIDED: ReadonlySet<AttributeChange['reason']> = new Set(['REFUSED', 'EMAIL_TAKEN']);

function parseEntries(text: string): Map<string, Remembered> {
  const entries = new Map<string, Remembered>();
  for (let at = 0; at < text.length; at += ENTRY_LENGTH) {
    const sourceAt = at + DIGEST_LENGTH;
    const crmAt = sourceAt + DIGEST_LENGTH;
    const digests = { source: text.slice(sourceAt, crmAt), crm: text.slice(crmAt, at + ENTRY_LENGTH) };
    entries.set(text.slice(at, sourceAt), digests);
  }
  return entries;
}

function shortHash(text: string): string {
  return hash('sha256', text, 'base64url').slice(0, DIGEST_LENGTH);
}
