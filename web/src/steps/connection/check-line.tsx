import type { StatusCheck } from '@goodfunds/shared';
import type { CredentialsTexts } from '../../i18n/de/credentials.ts';
import { failureWords } from '../../i18n/failure-words.ts';
import { useSpeech } from '../../i18n/language-context.tsx';
import { RESPONSIBLE } from '../../i18n/responsible.ts';
import { classNames } from '../../ui/class-names.ts';
import { Spinner } from '../../ui/controls/button.tsx';
import { CopyValue } from '../../ui/feedback/copy-value.tsx';
import { GuideLink } from '../../ui/guide-link.tsx';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { isFollowUp, readableId } from './check-list.ts';

type CheckLineProps = {
  id: string;
  check: StatusCheck | null;
  /** The one that is being made right now. */
  current: boolean;
};

/** One named check: what it is about, how it ended, and if badly, what to do and who has to. */
export function CheckLine({ id, check, current }: CheckLineProps) {
  const { texts, format } = useSpeech();
  const words = texts.credentials.testResult;
  const names: Record<string, string | undefined> = texts.checks;
  const state = check ? stateOf(check) : current ? 'current' : 'waiting';
  return (
    <li className={classNames('gfc-check', `gfc-check-${state}`)}>
      <span className="gfc-check-mark">{current ? <Spinner /> : <Icon name={MARKS[state]} />}</span>
      <div className="gfc-check-body">
        <p className="gfc-check-name">
          {names[id] ?? readableId(id)}
          <span className="gfc-check-state">
            {stateWord(words, check, current, texts.common.unknown)}
            {check && check.status !== 'SKIPPED' && ` ${words.duration(format.seconds(check.durationMs))}`}
          </span>
        </p>
        {check?.code && !isFollowUp(check) && <CheckWords check={check} code={check.code} />}
      </div>
    </li>
  );
}

type CheckState = 'passed' | 'noted' | 'failed' | 'skipped' | 'current' | 'waiting';

const MARKS: Record<CheckState, IconName> = {
  passed: 'check',
  noted: 'check',
  failed: 'cross',
  skipped: 'dash',
  current: 'dash',
  waiting: 'dash',
};

function CheckWords({ check, code }: { check: StatusCheck; code: NonNullable<StatusCheck['code']> }) {
  const { texts } = useSpeech();
  const words = failureWords(texts, code, check.params);
  return (
    <div className="gfc-check-words">
      <p className="gfc-strong">{words.title}</p>
      <p>
        {words.next} <GuideLink guide="messages" anchor={code} about={words.title} />
      </p>
      {RESPONSIBLE[code] !== 'NOBODY' && <p className="gfc-muted">{words.who}</p>}
      {check.requestId !== null && <CopyValue label={texts.common.requestId} value={check.requestId} />}
      {check.detail !== null && (
        <details className="gfc-details">
          <summary>{texts.common.details}</summary>
          <p className="gfc-detail-text">{check.detail}</p>
        </details>
      )}
    </div>
  );
}

function stateOf(check: StatusCheck): CheckState {
  if (check.status === 'PASSED') return check.code ? 'noted' : 'passed';
  return check.status === 'FAILED' ? 'failed' : 'skipped';
}

function stateWord(
  words: CredentialsTexts['testResult'],
  check: StatusCheck | null,
  current: boolean,
  unknown: string,
): string {
  if (!check) return current ? '…' : words.waiting;
  if (isFollowUp(check)) return words.skippedAfterFailure;
  const byStatus: Record<string, string> = {
    PASSED: words.passed,
    FAILED: words.failed,
    SKIPPED: words.skipped,
  };
  return byStatus[check.status] ?? unknown;
}
