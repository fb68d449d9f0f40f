/** The last name by which a contact says whose it is, which one, and in which of its states. */
export function statedName(accountId: number, contactId: string, state: number): string {
  return `A${accountId} ${contactId} v${state}`;
}

export const STATED_NAME = /^A(\d) (c\d+) v(\d+)$/;

/** Somebody in the CRM whom GoodFunds does not know. */
export const BYSTANDER_EMAIL = /@bystander\.example$/;
