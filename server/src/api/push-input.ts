import type { Contact, PushInput } from '@goodfunds/shared';
import { contactSchema, PUSH_LIMIT, pushInputSchema } from '@goodfunds/shared/schemas';
import { z } from 'zod';

/**
 * Accepts what `pushInputSchema` accepts, if ids and names are well-formed. Counts the contacts before it looks at
 * them, and stops at the first invalid one, because the mistakes of all would block the service. Throws
 * `ZodRealError`.
 */
export function parsePushInput(input: unknown): PushInput {
  const { contacts, ...others } = withUnreadContacts.parse(input);
  return { ...others, contacts: contacts.map(parseContact) };
}

const withUnreadContacts = pushInputSchema.extend({ contacts: z.array(z.unknown()).min(1).max(PUSH_LIMIT) });

/** Ids and names are stored and compared as UTF-8, which has no lone surrogates. Contacts that are stored keep theirs. */
const pushedContactSchema = contactSchema.superRefine(({ id, customFields }, context) => {
  const names = Object.keys(customFields ?? {});
  if (!id.isWellFormed()) context.addIssue({ code: 'custom', path: ['id'], message: NOT_UNICODE });
  if (!names.every((name) => name.isWellFormed())) {
    context.addIssue({ code: 'custom', path: ['customFields'], message: NOT_UNICODE });
  }
});

const NOT_UNICODE = 'must be well-formed Unicode';

function parseContact(contact: unknown, index: number): Contact {
  const parsed = pushedContactSchema.safeParse(contact);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map((issue) => ({ ...issue, path: ['contacts', index, ...issue.path] }));
  throw new z.ZodRealError(issues);
}
