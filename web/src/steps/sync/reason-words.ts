import type { Failure } from '@goodfunds/shared';
import type { Catalogue } from '../../i18n/catalogue.ts';
import { failureWords, withLabel } from '../../i18n/failure-words.ts';
import { type PanelErrorCode, RESPONSIBLE } from '../../i18n/responsible.ts';

type Reasoned = { reason: string | null; error: Failure | null };

/** Why a contact was skipped or failed, and what to do about it; `null` where there is nothing to explain. */
export function reasonWords(
  texts: Catalogue,
  { reason, error }: Reasoned,
  labels: ReadonlyMap<string, string>,
): { title: string; next: string } | null {
  if (error) return failureWords(texts, error.code, withLabel(error.params, labels));
  const skipReasons: Record<string, { title: string; next: string } | undefined> = texts.sync.skipReasons;
  if (reason === null) return null;
  return skipReasons[reason] ?? reasonOfCode(texts, reason);
}

function reasonOfCode(texts: Catalogue, reason: string): { title: string; next: string } | null {
  const code = (Object.keys(RESPONSIBLE) as PanelErrorCode[]).find((known) => known === reason);
  return code ? failureWords(texts, code, {}) : { title: reason, next: '' };
}
