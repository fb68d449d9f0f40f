import { type Failure, type Outcome, ownProperty } from '@goodfunds/shared';
import type { Catalogue } from '../i18n/catalogue.ts';
import { failureMessage, withLabel } from '../i18n/failure-message.ts';
import { useI18n } from '../i18n/i18n-context.tsx';
import { type PanelErrorCode, RESPONSIBLE } from '../i18n/responsible.ts';
import type { Tone } from '../ui/badge.tsx';
import { GuideLink } from '../ui/guide-link.tsx';
import { useIntegration } from './integration-context.tsx';

export const OUTCOMES: readonly Outcome[] = ['CREATED', 'UPDATED', 'UNCHANGED', 'SKIPPED', 'FAILED'];

const OUTCOME_TONES: Record<Outcome, Tone> = {
  CREATED: 'accent',
  UPDATED: 'accent',
  UNCHANGED: 'neutral',
  SKIPPED: 'warning',
  FAILED: 'danger',
};

export function outcomeTone(outcome: Outcome): Tone {
  return ownProperty(OUTCOME_TONES, outcome) ?? 'neutral';
}

type Reason = { reason: string | null; error: Failure | null };
type ReasonMessage = { title: string; next: string };

/** Why a contact was skipped or failed, what to do, and where to read more. */
export function ReasonText({ of }: { of: Reason }) {
  const { texts } = useI18n();
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

/** The ids of the CRM contacts that match a contact. */
export function CandidateIds({ label, ids }: { label: string; ids: readonly string[] }) {
  if (ids.length === 0) return null;
  return (
    <p className="gfc-muted gfc-small">
      {label}:{' '}
      {ids.map((id) => (
        <code key={id}>{id}</code>
      ))}
    </p>
  );
}

/** Why a contact was skipped or failed, and what to do; `null` where there is nothing to explain. */
export function reasonMessage(
  texts: Catalogue,
  { reason, error }: Reason,
  labels: ReadonlyMap<string, string>,
): ReasonMessage | null {
  if (error) return failureMessage(texts, error.code, withLabel(error.params, labels));
  if (reason === null) return null;
  const code = (Object.keys(RESPONSIBLE) as PanelErrorCode[]).find((known) => known === reason);
  return (
    ownProperty<ReasonMessage>(texts.sync.skipReasons, reason) ??
    (code ? failureMessage(texts, code, {}) : { title: `${texts.common.unknown}: ${reason}`, next: '' })
  );
}
