import type { Failure } from '@goodfunds/shared';
import type { Catalogue } from '../../i18n/catalogue.ts';
import { failureWords, withLabel } from '../../i18n/failure-words.ts';
import { useSpeech } from '../../i18n/language-context.tsx';
import { type PanelErrorCode, RESPONSIBLE } from '../../i18n/responsible.ts';
import { useIntegration } from '../../integration/integration-context.tsx';
import { GuideLink } from '../../ui/guide-link.tsx';

type Result = { reason: string | null; error: Failure | null };
type ReasonMessage = { title: string; next: string };

/** Why a contact was skipped or failed, and what to do; `null` where nothing needs an explanation. */
export function reasonMessage(
  texts: Catalogue,
  { reason, error }: Result,
  labels: ReadonlyMap<string, string>,
): ReasonMessage | null {
  if (error) return failureWords(texts, error.code, withLabel(error.params, labels));
  if (reason === null) return null;
  const skipReasons: Record<string, ReasonMessage | undefined> = texts.sync.skipReasons;
  return skipReasons[reason] ?? messageOfCode(texts, reason);
}

function messageOfCode(texts: Catalogue, reason: string): ReasonMessage {
  const code = (Object.keys(RESPONSIBLE) as PanelErrorCode[]).find((known) => known === reason);
  return code ? failureWords(texts, code, {}) : { title: `${texts.common.unknown}: ${reason}`, next: '' };
}

/** The reason with a link to the guide. */
export function ReasonText({ of }: { of: Result }) {
  const { texts } = useSpeech();
  const { labels } = useIntegration();
  const message = reasonMessage(texts, of, labels);
  if (!message) return null;
  return (
    <p>
      <span className="gfc-strong">{message.title}</span> {message.next}{' '}
      <GuideLink guide="messages" anchor={of.reason ?? undefined} about={message.title} />
    </p>
  );
}
