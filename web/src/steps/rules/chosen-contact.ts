import type { Contact } from '@goodfunds/shared';

/** The most contacts that one preview shows. */
export const MOST_CHOSEN = 50;

/** A contact that somebody chose to look at. */
export type ChosenContact = { id: string; name: string; email: string };

export function toChosen({ id, firstName, lastName, email }: Contact): ChosenContact {
  return { id, name: [firstName, lastName].filter(Boolean).join(' '), email: email ?? '' };
}

/** What a contact is called where there is room for one thing only. */
export function nameOf({ id, name, email }: ChosenContact): string {
  return name || email || id;
}
