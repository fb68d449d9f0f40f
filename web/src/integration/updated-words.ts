import type { IntegrationTexts } from '../i18n/de/integration.ts';
import type { Meanwhile } from './use-update-integration.ts';

/** What is said of an update that was stored: the update itself, and what somebody else has changed meanwhile. */
export function updatedWords(
  words: IntegrationTexts['meanwhile'],
  done: string,
  meanwhile: Meanwhile | null,
): string {
  return meanwhile ? `${done} ${words.title(meanwhile.by)}. ${words.text}` : done;
}
