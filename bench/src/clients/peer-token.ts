import type { Target } from './client.ts';

/** Fetches a token if there is none or it is about to expire, for `onTokenRefresh`. */
export function createTokenRefresh({ access, time }: Target): () => Promise<string> {
  let token: Promise<string> | null = null;
  let untilMs = 0;
  return () => {
    if (token === null || time.now() > untilMs) {
      untilMs = time.now() + REFRESH_AFTER_MS;
      token = fetchToken(access);
    }
    return token;
  };
}

const REFRESH_AFTER_MS = 50 * 60_000;

async function fetchToken(access: Target['access']): Promise<string> {
  const response = await fetch(`${access.authority}/${access.tenantId}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: access.clientId,
      client_secret: access.clientSecret,
      scope: `${access.baseUrl}/.default`,
    }),
  });
  const { access_token: token } = (await response.json()) as { access_token?: string };
  if (token === undefined) throw new Error(`no token: ${response.status}`);
  return token;
}
