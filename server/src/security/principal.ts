/** The caller, from a verified token or service key. */
export type Principal =
  | { kind: 'user'; accountId: number; actor: string; name: string | null; expiresAtMs: number }
  | { kind: 'service'; actor: string };

export type PrincipalKind = Principal['kind'];

/** The account that a call concerns, the actor for the audit, and the name of a user. */
export type Caller = { accountId: number; actor: string; name?: string | null };
