import type { Schedule } from '@goodfunds/shared';
import { useI18n } from '../../i18n/i18n-context.tsx';
import { Field } from '../../ui/controls/field.tsx';
import { RadioCards } from '../../ui/controls/radio-cards.tsx';

const CHANGED: readonly Schedule['changed'][] = ['DAILY', 'HOURLY', 'OFF'];

type ScheduleQuestionProps = { schedule: Schedule; onChange: (schedule: Schedule) => void };

/** When the integration synchronises on its own. */
export function ScheduleQuestion({ schedule, onChange }: ScheduleQuestionProps) {
  const t = useI18n().texts.schedule;
  const isScheduled = schedule.changed !== 'OFF' || schedule.all !== 'OFF';
  return (
    <section className="gfc-card gfc-special" part="card" aria-label={t.title}>
      <h3 className="gfc-card-title" part="heading">
        {t.title}
      </h3>
      <RadioCards
        legend={t.changedTitle}
        hint={t.changedText}
        layout="columns"
        value={schedule.changed}
        onChange={(changed) => onChange({ ...schedule, changed })}
        cards={CHANGED.map((value) => ({ value, ...t.changed[value] }))}
      />
      <label className="gfc-checkbox">
        <input
          type="checkbox"
          checked={schedule.all === 'WEEKLY'}
          onChange={(event) => onChange({ ...schedule, all: event.target.checked ? 'WEEKLY' : 'OFF' })}
        />
        <span>
          {t.all}
          <span className="gfc-muted gfc-small"> {t.allText}</span>
        </span>
      </label>
      {isScheduled && (
        <Field label={t.time} help={t.timeZone(schedule.timeZone)}>
          {(ids) => (
            <input
              {...ids}
              className="gfc-input"
              part="input"
              type="time"
              required
              value={schedule.time}
              // It is empty while the person has typed only a part of the time.
              onChange={({ target }) => target.value !== '' && onChange({ ...schedule, time: target.value })}
            />
          )}
        </Field>
      )}
      <p className="gfc-small" aria-live="polite">
        {t.summary(schedule)}
      </p>
    </section>
  );
}
