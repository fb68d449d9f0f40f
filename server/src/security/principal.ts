/** Who is calling, as a verified token or service key says. */
export type Principal =
  | { kind: 'user'; accountId: number; actor: string; expiresAtMs: number }
  | { kind: 'service'; actor: string };

export type PrincipalKind = Principal['kind'];

/** For which account somebody acts, and who that is in the audit. */
export type Caller = { accountId: number; actor: string };
