import type { ProviderDescriptor } from '@goodfunds/shared';

type Field = Pick<ProviderDescriptor['credentialFields'][number], 'kind'>;

/** What is meant by the text in a field. A secret may well begin or end with a quotation mark or a bracket. */
export function pastedValue({ kind }: Field, text: string): string {
  return kind === 'SECRET' ? withoutBlanks(text) : withoutWrapping(text);
}

/** Without what a mail, a table or a script puts around a value: blanks, invisible characters, quotes, brackets. */
export function withoutWrapping(text: string): string {
  return text.replace(/^[\s\p{Cf}\p{Cc}<>"'{}]+|[\s\p{Cf}\p{Cc}<>"'{}]+$/gu, '');
}

function withoutBlanks(text: string): string {
  return text.replace(/^[\s\p{Cf}\p{Cc}]+|[\s\p{Cf}\p{Cc}]+$/gu, '');
}
