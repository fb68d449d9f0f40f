import { failureWords, withLabel } from '../../i18n/failure-words.ts';
import { useSpeech } from '../../i18n/language-context.tsx';
import { useIntegration } from '../../integration/integration-context.tsx';
import { Icon } from '../../ui/icon.tsx';
import type { Target } from './mapping-rows.ts';
import { riskWords } from './risk-words.ts';

/** What is to be said of a row: why it cannot work, what of its values fails, and what one should know. */
export function RowRemarks({ target: { problem, risks } }: { target: Pick<Target, 'problem' | 'risks'> }) {
  const { texts, format } = useSpeech();
  const { labels } = useIntegration();
  const words = problem && failureWords(texts, problem.code, withLabel(problem.params, labels));
  const sayAll = (isSeen: boolean) =>
    risks
      .filter((risk) => risk.isSeen === isSeen)
      .map((risk) => riskWords(texts.mapping, format, risk))
      .join(' ');
  const [seen, possible] = [sayAll(true), sayAll(false)];
  return (
    <>
      {words && (
        <span className="gfc-field-error">
          <Icon name="warning" />
          <span>
            {words.title} {words.next}
          </span>
        </span>
      )}
      {seen !== '' && (
        <span className="gfc-row-warning">
          <Icon name="warning" />
          <span>{seen}</span>
        </span>
      )}
      {possible !== '' && <span className="gfc-muted gfc-small">{possible}</span>}
    </>
  );
}

/** The same in the row that is open, where the words without a choice stand already, to be translated. */
export function OpenRowRemarks({ target }: { target: Target }) {
  return (
    <div className="gfc-stack gfc-row-remarks">
      <RowRemarks target={{ ...target, risks: target.risks.filter(({ kind }) => kind !== 'NO_CHOICE') }} />
    </div>
  );
}
