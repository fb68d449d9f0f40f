/** Who is calling, as a verified token or service key says. */
export type Principal =
  | { kind: 'user'; accountId: number; actor: string; name: string | null; expiresAtMs: number }
  | { kind: 'service'; actor: string };

export type PrincipalKind = Principal['kind'];

/** For which account somebody acts, who that is in the audit, and how people call that person, if it is one. */
export type Caller = { accountId: number; actor: string; name?: string | null };
