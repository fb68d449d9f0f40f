import type { ProviderStatus } from '@goodfunds/shared';
import type { CredentialsTexts } from '../../i18n/de/credentials.ts';
import { useSpeech } from '../../i18n/language-context.tsx';
import { FailureNotice } from '../../ui/feedback/failure-notice.tsx';
import { CheckLine } from './check-line.tsx';
import { checkLines } from './check-list.ts';
import type { ConnectionTest } from './use-connection-test.ts';

type TestResultProps = {
  /** The checks that the provider is known to make, in order. */
  known: readonly string[];
  test: ConnectionTest;
  /** The form has changed since, so that this is no longer about what stands in it. */
  outdated: boolean;
  headingLevel: 2 | 3;
  onRetry: () => void;
};

/** The checks of a test, one by one as they end, under what they come to. */
export function TestResult({ known, test, outdated, headingLevel, onRetry }: TestResultProps) {
  const { texts } = useSpeech();
  const words = texts.credentials.testResult;
  if (test.phase === 'IDLE') return null;
  const lines = checkLines(known, test.checks);
  const current = test.phase === 'RUNNING' ? lines.findIndex(({ check }) => check === null) : -1;
  return (
    <section
      className="gfc-card gfc-test"
      part="card"
      aria-label={words.title}
      data-phase={test.phase}
      data-outdated={outdated || undefined}
    >
      <TestHeadline test={test} outdated={outdated} headingLevel={headingLevel} />
      {test.error && <FailureNotice error={test.error} onRetry={onRetry} />}
      {test.phase !== 'BROKEN' && (
        <ol>
          {lines.map(({ id, check }, index) => (
            <CheckLine key={id} id={id} check={check} current={index === current} />
          ))}
        </ol>
      )}
    </section>
  );
}

type TestHeadlineProps = Pick<TestResultProps, 'test' | 'outdated' | 'headingLevel'>;

function TestHeadline({ test, outdated, headingLevel }: TestHeadlineProps) {
  const Heading = headingLevel === 2 ? 'h2' : 'h3';
  const { texts } = useSpeech();
  const words = texts.credentials.testResult;
  const { status } = test;
  if (test.phase === 'BROKEN') return null;
  const [title, text] = outdated ? [words.outdated, words.outdatedText] : headline(words, status);
  return (
    <div className="gfc-test-headline" data-result={outdated ? undefined : status?.status}>
      <Heading className="gfc-card-title" part="heading">
        {title}
      </Heading>
      <p className="gfc-muted">
        {text} {status?.remote && words.environment(status.remote.environmentHost)}
      </p>
    </div>
  );
}

function headline(words: CredentialsTexts['testResult'], status: ProviderStatus | null): [string, string] {
  if (!status) return [words.title, words.running];
  if (status.status === 'DOWN') return [words.down, words.downText];
  const isNoted = status.checks.some(({ code }) => code !== null);
  return [isNoted ? words.upWithNotes : words.up, words.upText];
}
