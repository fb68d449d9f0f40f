import type { ErrorParams } from '@goodfunds/shared';
import { type CodeOf, type Message, phrase } from '../message.ts';

const fieldHere = (params: ErrorParams) => phrase(params, 'attribute', ' “', '”');

export const contactErrorsEn: Record<CodeOf<'contact' | 'mapping'>, Message> = {
  INVALID_EMAIL: {
    title: 'The email address is not valid.',
    next: 'Correct it in GoodFunds and sync the contact again.',
  },
  ID_TAKEN: {
    title: 'The contact already exists in the CRM but cannot be read.',
    next: 'The application user needs read access to all contacts of the organization.',
  },
  EMAIL_TAKEN: {
    title: 'Another contact in the CRM already has this email address.',
    next: 'So the new address was not written. If both are the same person, merge them in the CRM.',
  },
  EDIT_CONFLICT: {
    title: 'The contact was being edited in the CRM at the same time.',
    next: 'Start another sync to try again.',
  },
  VALUE_TOO_LONG: {
    title: (p) =>
      `The value is too long for the field${fieldHere(p)}${phrase(p, 'maxLength', ' (at most ', ' characters)')}.`,
    next: 'Shorten the value in GoodFunds, or map a longer field.',
  },
  VALUE_OUT_OF_RANGE: {
    title: (p) =>
      `The number is out of range for the field${fieldHere(p)}${phrase(p, 'min', ' (from ')}${phrase(p, 'max', ' to ', ')')}.`,
    next: 'Correct the value in GoodFunds.',
  },
  VALUE_NOT_A_NUMBER: {
    title: (p) => `The field${fieldHere(p)} expects a number.`,
    next: 'Correct the value in GoodFunds, or map a text field.',
  },
  VALUE_NOT_A_DATE: {
    title: (p) => `The field${fieldHere(p)} expects a date.`,
    next: 'Correct the value in GoodFunds, or map a text field.',
  },
  VALUE_NOT_A_BOOLEAN: {
    title: (p) => `The field${fieldHere(p)} expects yes or no.`,
    next: 'Set in the mapping which value means yes and which means no.',
  },
  VALUE_NOT_TEXT: {
    title: (p) => `The field${fieldHere(p)} expects text.`,
    next: 'Map a field that matches the kind of value.',
  },
  OPTION_UNKNOWN: {
    title: (p) => `The field${fieldHere(p)} has no option for this value.`,
    next: 'Set under “Translate values” in the mapping which option is meant.',
  },
  OPTION_AMBIGUOUS: {
    title: (p) => `The value matches several options of the field${fieldHere(p)}.`,
    next: 'Set under “Translate values” in the mapping which option is meant.',
  },
  TOO_MANY_OPTIONS: {
    title: (p) => `Too many values at once for the field${fieldHere(p)}.`,
    next: 'Use fewer values in GoodFunds.',
  },
  ILLEGAL_CHARACTERS: {
    title: (p) => `The value for the field${fieldHere(p)} contains characters that the CRM does not accept.`,
    next: 'Remove special and control characters in GoodFunds.',
  },
  REQUIRED_VALUE_MISSING: {
    title: (p) => `The required field${fieldHere(p)} has no value.`,
    next: 'Add the value in GoodFunds. The CRM does not create the contact without it.',
  },
  ROW_ACCESS_DENIED: {
    title: 'The application user has no access to this contact in the CRM.',
    next: 'The security role of the application user must cover all contacts of the organization.',
  },
  DUPLICATE_RULE: {
    title: 'A duplicate detection rule in the CRM rejected the contact.',
    next: 'Check in the CRM whether the person already exists, or adjust the rule.',
  },
  ALTERNATE_KEY_VIOLATED: {
    title: 'A value that must be unique is already used in the CRM.',
    next: 'Check in the CRM which contact has the value.',
  },
  PLUGIN_REJECTED: {
    title: 'An extension in your CRM rejected the contact.',
    next: 'Pass the request ID to the people who look after your CRM.',
  },
  CRM_REJECTED: {
    title: 'The CRM rejected this contact.',
    next: 'Pass the request ID to the people who look after your CRM.',
  },
  POISONED: {
    title: 'This contact makes the request fail.',
    next: 'All others were synced. Send us the contact ID and we will find the cause.',
  },
  PROCESSING_CRASHED: {
    title: 'Our service crashed several times while it was syncing this contact.',
    next: 'All others were synced. Send us the contact ID and we will find the cause.',
  },
  ATTRIBUTE_UNKNOWN: {
    title: (p) => `The field${fieldHere(p)} no longer exists in the CRM.`,
    next: 'Choose another field or remove the row.',
  },
  ATTRIBUTE_NOT_WRITABLE: {
    title: (p) => `The field${fieldHere(p)} cannot be written from outside.`,
    next: 'Choose another field.',
  },
  ATTRIBUTE_SECURED: {
    title: (p) => `The field${fieldHere(p)} is protected in the CRM.`,
    next: 'The application user needs a column security profile with read and write access. Or choose another field.',
  },
  TYPE_IMPOSSIBLE: {
    title: 'These two fields do not match.',
    next: 'Choose a field of the same kind: text to text, date to date.',
  },
  STRATEGY_IMPOSSIBLE: {
    title: (p) => `The rule “Only make it stricter” works for yes/no fields only${fieldHere(p)}.`,
    next: 'Choose another rule for this field.',
  },
  REQUIRED_ATTRIBUTE_WITHOUT_SOURCE: {
    title: (p) => `The required field${fieldHere(p)} is not mapped.`,
    next: 'Map a GoodFunds field to it, so that new contacts are complete.',
  },
  OPTION_REMOVED: {
    title: (p) => `An option of the field${fieldHere(p)} no longer exists in the CRM.`,
    next: 'Choose another one under “Translate values”.',
  },
  MAPPING_INVALID: {
    title: (p) => `Mapped fields have changed in the CRM${phrase(p, 'attributes', ': ')}.`,
    next: 'Go through the marked rows and save again.',
  },
};
