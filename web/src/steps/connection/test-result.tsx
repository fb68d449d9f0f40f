import { ownProperty, type ProviderStatus, type StatusCheck } from '@goodfunds/shared';
import type { CredentialsTexts } from '../../i18n/de/credentials.ts';
import { failureMessage } from '../../i18n/failure-message.ts';
import { useI18n } from '../../i18n/i18n-context.tsx';
import { RESPONSIBLE } from '../../i18n/responsible.ts';
import { FailureNotice } from '../../integration/failure-notice.tsx';
import type { Tone } from '../../ui/badge.tsx';
import { Spinner } from '../../ui/controls/button.tsx';
import { CopyValue } from '../../ui/feedback/copy-value.tsx';
import { GuideLink } from '../../ui/guide-link.tsx';
import { Icon, type IconName } from '../../ui/icon.tsx';
import type { ConnectionTest } from './use-connection-test.ts';

type TestResultProps = {
  /** The checks that the provider makes, in order. */
  known: readonly string[];
  test: ConnectionTest;
  /** The form has changed since, so that the result no longer applies. */
  outdated: boolean;
  headingLevel: 2 | 3;
  onRetry: () => void;
};

/** The checks of a test, one by one as they end, below their overall result. */
export function TestResult({ known, test, outdated, headingLevel, onRetry }: TestResultProps) {
  const { texts } = useI18n();
  const t = texts.credentials.testResult;
  if (!test.isRunning && !test.status && !test.error) return null;
  const lines = checkLines(known, test.checks);
  const current = test.isRunning ? lines.findIndex(({ check }) => check === null) : -1;
  return (
    <section className="gfc-card" part="card" aria-label={t.title}>
      {test.error ? (
        <FailureNotice error={test.error} onRetry={onRetry} />
      ) : (
        <>
          <TestHeadline status={test.status} outdated={outdated} headingLevel={headingLevel} />
          <ol className="gfc-checks">
            {lines.map(({ id, check }, index) => (
              <CheckLine key={id} id={id} check={check} current={index === current} outdated={outdated} />
            ))}
          </ol>
        </>
      )}
    </section>
  );
}

/** The provider's checks in order, with their results so far, and any others that the service made. */
function checkLines(known: readonly string[], ended: readonly StatusCheck[]) {
  const byId = new Map(ended.map((check) => [check.id, check]));
  const others = ended.map(({ id }) => id).filter((id) => !known.includes(id));
  return [...known, ...others].map((id) => ({ id, check: byId.get(id) ?? null }));
}

type TestHeadlineProps = Pick<TestResultProps, 'outdated' | 'headingLevel'> & {
  status: ProviderStatus | null;
};

function TestHeadline({ status, outdated, headingLevel }: TestHeadlineProps) {
  const Heading = headingLevel === 2 ? 'h2' : 'h3';
  const { texts } = useI18n();
  const t = texts.credentials.testResult;
  const [title, text] = outdated ? [t.outdated, t.outdatedText] : headline(t, status);
  return (
    <div className="gfc-stack gfc-tight">
      <Heading className="gfc-card-title" part="heading">
        {title}
      </Heading>
      <p className="gfc-muted">
        {text} {status?.remote && t.environment(status.remote.environmentHost)}
      </p>
    </div>
  );
}

function headline(t: CredentialsTexts['testResult'], status: ProviderStatus | null): [string, string] {
  if (!status) return [t.title, t.running];
  if (status.status === 'DOWN') return [t.down, t.downText];
  const hasNotes = status.checks.some(({ code }) => code !== null);
  return [hasNotes ? t.upWithNotes : t.up, t.upText];
}

type CheckLineProps = { id: string; check: StatusCheck | null; current: boolean; outdated: boolean };

/** One check: what it is about, how it ended, and if it failed, what to do. */
function CheckLine({ id, check, current, outdated }: CheckLineProps) {
  const { texts, format } = useI18n();
  const t = texts.credentials.testResult;
  const state = check ? stateOf(check) : current ? 'current' : 'waiting';
  const { icon, tone } = MARKS[state];
  return (
    <li className={`gfc-check gfc-check-${state}`}>
      <span className={`gfc-check-mark gfc-tone-${outdated ? 'neutral' : tone}`}>
        {current ? <Spinner /> : <Icon name={icon} />}
      </span>
      <div className="gfc-check-body">
        <p className="gfc-check-name">
          {ownProperty(texts.checks, id) ?? readableId(id)}
          <span className="gfc-muted gfc-small gfc-check-state">
            {stateText()}
            {check && check.status !== 'SKIPPED' && ` ${t.duration(format.seconds(check.durationMs))}`}
          </span>
        </p>
        {check?.code && !isFollowUp(check) && <CheckMessage check={check} code={check.code} />}
      </div>
    </li>
  );

  function stateText(): string {
    if (!check) return current ? '…' : t.waiting;
    if (isFollowUp(check)) return t.skippedAfterFailure;
    const byStatus = { PASSED: t.passed, FAILED: t.failed, SKIPPED: t.skipped };
    return ownProperty(byStatus, check.status) ?? texts.common.unknown;
  }
}

type CheckState = 'passed' | 'noted' | 'failed' | 'skipped' | 'current' | 'waiting';

const MARKS: Record<CheckState, { icon: IconName; tone: Tone }> = {
  passed: { icon: 'check', tone: 'accent' },
  noted: { icon: 'check', tone: 'warning' },
  failed: { icon: 'cross', tone: 'danger' },
  skipped: { icon: 'dash', tone: 'neutral' },
  current: { icon: 'dash', tone: 'neutral' },
  waiting: { icon: 'dash', tone: 'neutral' },
};

function stateOf(check: StatusCheck): CheckState {
  if (check.status === 'PASSED') return check.code ? 'noted' : 'passed';
  return check.status === 'FAILED' ? 'failed' : 'skipped';
}

/** A check that was skipped because an earlier one failed needs no message; one that could not be made does. */
function isFollowUp(check: StatusCheck): boolean {
  return check.status === 'SKIPPED' && check.code !== 'NOT_VERIFIABLE';
}

function CheckMessage({ check, code }: { check: StatusCheck; code: NonNullable<StatusCheck['code']> }) {
  const { texts } = useI18n();
  const message = failureMessage(texts, code, check.params);
  return (
    <div className="gfc-stack gfc-tight gfc-check-message">
      <p className="gfc-strong">{message.title}</p>
      <p>
        {message.next} <GuideLink guide="messages" anchor={code} about={message.title} />
      </p>
      {RESPONSIBLE[code] !== 'NOBODY' && <p className="gfc-muted">{message.who}</p>}
      {check.requestId !== null && <CopyValue label={texts.common.requestId} value={check.requestId} />}
      {check.detail !== null && (
        <details className="gfc-small">
          <summary className="gfc-muted">{texts.common.details}</summary>
          <p className="gfc-detail-text">{check.detail}</p>
        </details>
      )}
    </div>
  );
}

/** `READ_CONTACTS` as `Read contacts`, for ids that the panel has no text for. */
export function readableId(id: string): string {
  const text = id.toLowerCase().replaceAll('_', ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
