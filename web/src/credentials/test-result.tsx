import { useSpeech } from '../i18n/language-context.tsx';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { CheckLine } from './check-line.tsx';
import { checkLines } from './check-list.ts';
import type { ConnectionTest } from './use-connection-test.ts';

type TestResultProps = {
  /** The checks that the provider is known to make, in order. */
  known: readonly string[];
  test: ConnectionTest;
  headingLevel: 2 | 3;
  onRetry: () => void;
};

/** The checks of a test, one by one as they end, under what they come to. */
export function TestResult({ known, test, headingLevel, onRetry }: TestResultProps) {
  const { texts } = useSpeech();
  const words = texts.credentials.testResult;
  if (test.phase === 'IDLE') return null;
  const lines = checkLines(known, test.checks);
  const current = test.phase === 'RUNNING' ? lines.findIndex(({ check }) => check === null) : -1;
  return (
    <section className="gfc-card gfc-test" part="card" aria-label={words.title} data-phase={test.phase}>
      <TestHeadline test={test} headingLevel={headingLevel} />
      {test.error && <FailureNotice error={test.error} onRetry={onRetry} />}
      {test.phase !== 'BROKEN' && (
        <ol className="gfc-checks">
          {lines.map(({ id, check }, index) => (
            <CheckLine key={id} id={id} check={check} current={index === current} />
          ))}
        </ol>
      )}
    </section>
  );
}

function TestHeadline({ test, headingLevel }: Pick<TestResultProps, 'test' | 'headingLevel'>) {
  const Heading = headingLevel === 2 ? 'h2' : 'h3';
  const { texts } = useSpeech();
  const words = texts.credentials.testResult;
  const { status } = test;
  const noted = status?.checks.some(({ code }) => code !== null) ?? false;
  const title = !status
    ? words.title
    : status.status === 'DOWN'
      ? words.down
      : noted
        ? words.upWithNotes
        : words.up;
  const text = !status ? words.running : status.status === 'DOWN' ? words.downText : words.upText;
  if (test.phase === 'BROKEN') return null;
  return (
    <div className="gfc-test-headline" data-result={status?.status}>
      <Heading className="gfc-card-title" part="heading">
        {title}
      </Heading>
      <p className="gfc-muted">
        {text} {status?.remote && words.environment(status.remote.environmentHost)}
      </p>
    </div>
  );
}
