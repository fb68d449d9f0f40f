import type { RunCause } from '@goodfunds/shared';
import { useSpeech } from '../../i18n/language-context.tsx';
import { Field } from '../../ui/field.tsx';
import { reasonWords } from './reason-words.ts';
import type { RunFilter } from './run-view.ts';

type CauseSelectProps = {
  causes: readonly RunCause[];
  filter: RunFilter;
  onFilter: (filter: RunFilter) => void;
};

const GROUPS = ['FAILED', 'SKIPPED'] as const;

/** Every cause for which contacts of a run did not arrive, with their number; one of them can be looked at alone. */
export function CauseSelect({ causes, filter, onFilter }: CauseSelectProps) {
  const { texts, format } = useSpeech();
  const words = texts.sync;
  const titleOf = (reason: string) => reasonWords(texts, { reason, error: null }, new Map())?.title ?? reason;
  const choose = (key: string) => {
    const cause = causes.find((known) => keyOf(known) === key);
    onFilter(cause ? { outcome: cause.outcome, reason: cause.reason } : { ...filter, reason: null });
  };
  return (
    <Field label={words.items.reason}>
      {(ids) => (
        <select
          {...ids}
          className="gfc-input gfc-select"
          part="input"
          value={filter.reason === null ? '' : keyOf(filter)}
          onChange={({ target }) => choose(target.value)}
        >
          <option value="">{words.items.reasonAll}</option>
          {GROUPS.map((outcome) => {
            const ofOutcome = causes.filter((cause) => cause.outcome === outcome);
            return (
              ofOutcome.length > 0 && (
                <optgroup key={outcome} label={words.outcomes[outcome]}>
                  {ofOutcome.map((cause) => (
                    <option key={cause.reason} value={keyOf(cause)}>
                      {`${titleOf(cause.reason)} (${format.number(cause.count)})`}
                    </option>
                  ))}
                </optgroup>
              )
            );
          })}
        </select>
      )}
    </Field>
  );
}

function keyOf({ outcome, reason }: RunFilter): string {
  return `${outcome} ${reason}`;
}
