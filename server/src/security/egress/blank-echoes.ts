import type { EgressResponse } from './egress.ts';

/**
 * Removes the secrets of the request from its response, and tokens from error responses. Servers repeat what they
 * receive, and error texts are displayed and logged.
 */
export function blankEchoes(response: EgressResponse, secrets: readonly string[]): EgressResponse {
  const forms = [...new Set(secrets.filter((secret) => secret !== '').flatMap(formsOf))];
  const failed = response.status >= 400;
  const blank = (text: string): string =>
    forms.reduce(
      (blanked, form) => (blanked.includes(form) ? blanked.replaceAll(form, BLANK) : blanked),
      failed ? text.replace(TOKEN, BLANK) : text,
    );
  return {
    status: response.status,
    headers: Object.fromEntries(
      Object.entries(response.headers).map(([name, value]) => [name, blank(value)]),
    ),
    body: blank(response.body),
  };
}

const BLANK = '[secret]';
/** A signed JSON Web Token: its first two parts begin with `{"`. */
const TOKEN = /eyJ[\w-]+\.eyJ[\w-]+\.[\w-]+/g;

/** The secret in plain, JSON, URL and form encoding. */
function formsOf(secret: string): string[] {
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    new URLSearchParams({ v: secret }).toString().slice('v='.length),
  ];
}
