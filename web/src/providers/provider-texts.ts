/** The texts about one provider. */
export type ProviderTexts = {
  /** Below the heading of the form that connects it. */
  intro: string;
  /** What is needed before its values exist. */
  before: readonly string[];
  /** How to create a new secret. */
  renewSecret: string;
  /** What stays there, besides contacts, when a connection is removed. */
  leftBehind: string;
};

/** The label of a credential field, where to find its value, and an example. */
export type CredentialFieldTexts = { label: string; help: string; placeholder: string };
