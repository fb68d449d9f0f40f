import type { EgressResponse } from './egress.ts';

/**
 * The answer without the secrets of its own request, and an error without anything that looks like a token.
 * Servers like to repeat what they were sent, and what they say is shown to people and written into the log.
 */
export function blankEchoes(answer: EgressResponse, secrets: readonly string[]): EgressResponse {
  const forms = [...new Set(secrets.filter((secret) => secret !== '').flatMap(formsOf))];
  const failed = answer.status >= 400;
  const blank = (text: string): string =>
    forms.reduce(
      (blanked, form) => (blanked.includes(form) ? blanked.replaceAll(form, BLANK) : blanked),
      failed ? text.replace(TOKEN, BLANK) : text,
    );
  return {
    status: answer.status,
    headers: Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name, blank(value)])),
    body: blank(answer.body),
  };
}

const BLANK = '[secret]';
/** A signed JSON Web Token: its header begins with `{"`, and so does its second part. */
const TOKEN = /eyJ[\w-]+\.eyJ[\w-]+\.[\w-]+/g;

/** As it is, and as JSON, URLs and forms write it. */
function formsOf(secret: string): string[] {
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    new URLSearchParams({ v: secret }).toString().slice('v='.length),
  ];
}
