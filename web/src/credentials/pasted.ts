/** As copying from a portal or a mail leaves it: blanks and invisible characters at the ends are taken off. */
export function withoutBlanks(value: string): string {
  return value.replace(/^[\s\p{Cf}\p{Cc}]+|[\s\p{Cf}\p{Cc}]+$/gu, '');
}
