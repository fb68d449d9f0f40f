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
      failed ? text.replace(RUN_OF_TOKEN_CHARACTERS, blankTokens) : text,
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
/** As long as possible, so that each character is read once whatever a server repeats. */
const RUN_OF_TOKEN_CHARACTERS = /[\w.-]+/g;

/** Blanks signed JSON Web Tokens: three parts joined by dots, of which the first two begin with `{"`. */
function blankTokens(run: string): string {
  const parts = run.split('.');
  const blanked: string[] = [];
  for (let index = 0; index < parts.length; index += 1) {
    const [part = '', second = '', third = ''] = parts.slice(index, index + 3);
    const start = part.indexOf('eyJ');
    const isToken = start >= 0 && second.startsWith('eyJ') && third !== '';
    blanked.push(isToken ? part.slice(0, start) + BLANK : part);
    if (isToken) index += 2;
  }
  return blanked.join('.');
}

/** The secret in plain, JSON, URL and form encoding. */
function formsOf(secret: string): string[] {
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    new URLSearchParams({ v: secret }).toString().slice('v='.length),
  ];
}
