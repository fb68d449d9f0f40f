import { useI18n } from '../../i18n/i18n-context.tsx';
import { DECISION_KEYS, DECISIONS } from './review-keys.ts';

/** Which keys work while the focus is on the reviews. */
export function KeyLegend() {
  const t = useI18n().texts.reviews;
  const decisions = DECISIONS.map((decision): [string[], string] => [
    decision === 'SAME_PERSON' ? [DECISION_KEYS[decision], t.keys.enter] : [DECISION_KEYS[decision]],
    t.decisions[decision],
  ]);
  const entries: [string[], string][] = [
    [['J', 'K', '↓', '↑'], t.keys.move],
    [['1–9'], t.keys.choose],
    ...decisions,
  ];
  return (
    <dl className="gfc-row gfc-small gfc-muted gfc-review-keys" aria-label={t.keys.title}>
      {entries.map(([keys, meaning]) => (
        <div key={meaning}>
          <dt>
            {keys.map((key) => (
              <kbd key={key}>{key}</kbd>
            ))}
          </dt>
          <dd>{meaning}</dd>
        </div>
      ))}
    </dl>
  );
}
