import type { Failure } from '@goodfunds/shared';
import { useSpeech } from '../../i18n/language-context.tsx';
import { useIntegration } from '../../integration/integration-context.tsx';
import { GuideLink } from '../../ui/guide-link.tsx';
import { reasonWords } from './reason-words.ts';

type ReasonTextProps = { of: { reason: string | null; error: Failure | null } };

/** Why a contact was skipped or failed, what to do, and where more is to be read. */
export function ReasonText({ of }: ReasonTextProps) {
  const { texts } = useSpeech();
  const { labels } = useIntegration();
  const words = reasonWords(texts, of, labels);
  if (!words) return null;
  return (
    <p>
      <span className="gfc-strong">{words.title}</span> {words.next}{' '}
      <GuideLink guide="messages" anchor={of.reason ?? undefined} about={words.title} />
    </p>
  );
}
