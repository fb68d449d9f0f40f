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
      failed ? blankTokens(text) : text,
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

/**
 * Blanks signed JSON Web Tokens: three parts joined by dots, of which the first two begin with `{"`. No character is
 * read more than three times, whatever a server repeats.
 */
function blankTokens(text: string): string {
  let blanked = '';
  let copiedTo = 0;
  for (let start = text.indexOf('eyJ'); start >= 0; ) {
    const firstEnd = endOfPart(text, start);
    const tokenEnd = text.startsWith('.eyJ', firstEnd) ? endOfToken(text, firstEnd) : null;
    if (tokenEnd !== null) {
      blanked += text.slice(copiedTo, start) + BLANK;
      copiedTo = tokenEnd;
    }
    start = text.indexOf('eyJ', tokenEnd ?? firstEnd);
  }
  return blanked + text.slice(copiedTo);
}

/** The end of the last two parts, `null` if the third one is missing. */
function endOfToken(text: string, firstEnd: number): number | null {
  const secondEnd = endOfPart(text, firstEnd + 1);
  if (text[secondEnd] !== '.') return null;
  const thirdEnd = endOfPart(text, secondEnd + 1);
  return thirdEnd > secondEnd + 1 ? thirdEnd : null;
}

function endOfPart(text: string, start: number): number {
  PART.lastIndex = start;
  PART.test(text);
  return PART.lastIndex;
}

const PART = /[\w-]*/y;

/** The secret in plain, JSON, URL and form encoding. */
function formsOf(secret: string): string[] {
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    new URLSearchParams({ v: secret }).toString().slice('v='.length),
  ];
}
