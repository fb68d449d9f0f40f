/** The unverified claims of a GoodFunds token; `null` where they cannot be read. */
export type TokenClaims = {
  expiresAtMs: number | null;
  /** Identifies the user and the account. */
  owner: string | null;
};

export function readClaims(token: string): TokenClaims {
  const payload = readPayload(token.split('.')[1] ?? '');
  const { exp, sub, activeAccountId } = payload ?? {};
  return {
    expiresAtMs: typeof exp === 'number' && Number.isFinite(exp) ? exp * 1_000 : null,
    owner: payload ? JSON.stringify([sub ?? null, activeAccountId ?? null]) : null,
  };
}

function readPayload(part: string): Record<string, unknown> | null {
  try {
    const bytes = Uint8Array.from(atob(part.replaceAll('-', '+').replaceAll('_', '/')), codeOf);
    const payload: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof payload === 'object' && payload !== null ? { ...payload } : null;
  } catch {
    // Not every token is a JWT.
    return null;
  }
}

function codeOf(letter: string): number {
  return letter.charCodeAt(0);
}
