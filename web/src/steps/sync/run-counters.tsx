import type { Outcome, RunCounts } from '@goodfunds/shared';
import { useSpeech } from '../../i18n/language-context.tsx';
import { countOf, OUTCOMES } from './run-view.ts';

type RunCountersProps = {
  counts: RunCounts;
  selected: Outcome | null;
  onSelect: (outcome: Outcome | null) => void;
};

/** What became of the contacts, in numbers; each number shows its contacts below. */
export function RunCounters({ counts, selected, onSelect }: RunCountersProps) {
  const { texts, format } = useSpeech();
  const words = texts.sync;
  const counter = (outcome: Outcome | null, label: string, count: number) => (
    <button
      key={label}
      type="button"
      className="gfc-choosable gfc-counter"
      part="choice"
      data-outcome={outcome ?? undefined}
      data-empty={count === 0 || undefined}
      aria-pressed={selected === outcome}
      onClick={() => onSelect(outcome)}
    >
      <span className="gfc-counter-number">{format.number(count)}</span>
      <span className="gfc-counter-label">{label}</span>
    </button>
  );
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- A fieldset would draw a frame around buttons.
    <div className="gfc-counters" role="group" aria-label={words.items.filter}>
      {counter(null, words.items.all, counts.total)}
      {OUTCOMES.map((outcome) => counter(outcome, words.outcomes[outcome], countOf(counts, outcome)))}
    </div>
  );
}
