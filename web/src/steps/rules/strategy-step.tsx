import type {
  OnAmbiguousMatch,
  OnDeletedInCrm,
  OnEditConflict,
  OnNameMismatch,
  OnNoEmail,
  OnRefusedValue,
  UpdateStrategy,
} from '@goodfunds/shared';
import { useI18n } from '../../i18n/i18n-context.tsx';
import { SaveBar } from '../../integration/save-bar.tsx';
import { RECOMMENDED_STRATEGY, type Settings, UPDATE_STRATEGIES } from '../../integration/settings.ts';
import type { StepProps } from '../../integration/step-props.ts';
import { Badge } from '../../ui/badge.tsx';
import { RadioCards } from '../../ui/controls/radio-cards.tsx';
import { Icon } from '../../ui/icon.tsx';
import { StepSection } from '../../ui/section.tsx';
import { Preview } from './preview/preview.tsx';
import { PreviewProvider } from './preview/preview-context.tsx';
import { ScheduleQuestion } from './schedule-question.tsx';
import { type ExampleLine, exampleOf } from './strategies.ts';

const EDITS: readonly OnEditConflict[] = ['GOODFUNDS', 'CRM'];
const AMBIGUOUS: readonly OnAmbiguousMatch[] = ['REPORT', 'OLDEST', 'MOST_RECENTLY_MODIFIED'];
const OTHER_NAME: readonly OnNameMismatch[] = ['REPORT', 'CREATE', 'UPDATE'];
const NO_EMAIL: readonly OnNoEmail[] = ['REPORT', 'CREATE'];
const REFUSED: readonly OnRefusedValue[] = ['LEAVE_OUT', 'FAIL'];
const EMAILS = ['PRIMARY', 'ALL'] as const;
const DELETED: readonly OnDeletedInCrm[] = ['REPORT', 'RECREATE'];

export function StrategyStep({ provider, integration, draft, focusHeading, goTo }: StepProps) {
  const { settings, change } = draft;
  const t = useI18n().texts.strategy;
  return (
    <StepSection title={t.title} intro={t.intro} guide="strategies" focusHeading={focusHeading}>
      <RadioCards
        legend={t.title}
        legendHidden
        layout="stack"
        value={settings.strategy}
        onChange={(strategy) => change({ strategy })}
        cards={UPDATE_STRATEGIES.map((strategy) => ({
          value: strategy,
          ...t.strategies[strategy],
          badge: strategy === RECOMMENDED_STRATEGY && <Badge tone="accent">{t.recommended}</Badge>,
          example: <StrategyExample strategy={strategy} />,
        }))}
      />
      <section className="gfc-card gfc-special" part="card" aria-label={t.special.title}>
        <h3 className="gfc-card-title" part="heading">
          {t.special.title}
        </h3>
        {usesStrategy(settings, 'UPDATE_IF_SOURCE_CHANGED') && (
          <RadioCards
            legend={t.special.editTitle}
            hint={`${t.special.editText} ${t.special.editCase}`}
            layout="columns"
            value={settings.onEditConflict}
            onChange={(onEditConflict) => change({ onEditConflict })}
            cards={EDITS.map((value) => withConsequence(value, t.edit[value]))}
          />
        )}
        <RadioCards
          legend={t.special.ambiguousTitle}
          hint={`${t.special.ambiguousText} ${t.special.ambiguousCase}`}
          layout="columns"
          value={settings.onAmbiguousMatch}
          onChange={(onAmbiguousMatch) => change({ onAmbiguousMatch })}
          cards={AMBIGUOUS.map((value) => withConsequence(value, t.ambiguous[value]))}
        />
        <RadioCards
          legend={t.special.nameTitle}
          hint={`${t.special.nameText} ${t.special.nameCase}`}
          layout="columns"
          value={settings.onNameMismatch}
          onChange={(onNameMismatch) => change({ onNameMismatch })}
          cards={OTHER_NAME.map((value) => withConsequence(value, t.otherName[value]))}
        />
        <RadioCards
          legend={t.special.noEmailTitle}
          hint={`${t.special.noEmailText} ${t.special.noEmailCase}`}
          layout="columns"
          value={settings.onNoEmail}
          onChange={(onNoEmail) => change({ onNoEmail })}
          cards={NO_EMAIL.map((value) => withConsequence(value, t.noEmail[value]))}
        />
        <RadioCards
          legend={t.special.refusedTitle}
          hint={`${t.special.refusedText} ${t.special.refusedCase}`}
          layout="columns"
          value={settings.onRefusedValue}
          onChange={(onRefusedValue) => change({ onRefusedValue })}
          cards={REFUSED.map((value) => withConsequence(value, t.refusedValue[value]))}
        />
        {provider.matchEmailAttributes.length > 1 && (
          <RadioCards
            legend={t.special.emailsTitle}
            hint={`${t.special.emailsText} ${t.special.emailsCase}`}
            layout="columns"
            value={settings.matchEmailAttributes.length > 1 ? 'ALL' : 'PRIMARY'}
            onChange={(emails) =>
              change({
                matchEmailAttributes: provider.matchEmailAttributes.slice(
                  0,
                  emails === 'ALL' ? undefined : 1,
                ),
              })
            }
            cards={EMAILS.map((value) => withConsequence(value, t.emails[value]))}
          />
        )}
        <RadioCards
          legend={t.special.deletedTitle}
          hint={t.special.deletedCase}
          layout="columns"
          value={settings.onDeletedInCrm}
          onChange={(onDeletedInCrm) => change({ onDeletedInCrm })}
          cards={DELETED.map((value) => withConsequence(value, t.deleted[value]))}
        />
      </section>
      <ScheduleQuestion schedule={settings.schedule} onChange={(schedule) => change({ schedule })} />
      <PreviewProvider settings={settings}>
        <Preview />
      </PreviewProvider>
      <SaveBar integration={integration} draft={draft} isLastStep onSaved={() => goTo('sync')} />
    </StepSection>
  );
}

function usesStrategy({ strategy, mapping }: Settings, searched: UpdateStrategy): boolean {
  return strategy === searched || Object.values(mapping).some((row) => row.strategy === searched);
}

function StrategyExample({ strategy }: { strategy: UpdateStrategy }) {
  const { texts } = useI18n();
  const t = texts.strategy.example;
  const value = (id: ExampleLine['id'], state: ExampleLine['after']) => {
    if (state === 'EMPTY') return <span className="gfc-muted">{texts.common.empty}</span>;
    return t[`${id}${state === 'NEW' ? 'New' : 'Old'}`];
  };
  const isSinceLastSync = strategy === 'UPDATE_IF_SOURCE_CHANGED';
  return (
    <table className="gfc-table gfc-example" part="table">
      <caption className={isSinceLastSync ? 'gfc-small' : 'gfc-visually-hidden'}>
        {isSinceLastSync ? `${t.caption}: ${t.changedSince}` : t.caption}
      </caption>
      <thead>
        <tr>
          <th scope="col">{t.field}</th>
          <th scope="col">{t.goodfunds}</th>
          <th scope="col">{t.before}</th>
          <th scope="col">{t.after}</th>
        </tr>
      </thead>
      <tbody>
        {exampleOf(strategy).map(({ id, before, after }) => (
          <tr key={id}>
            <th scope="row">{t[id]}</th>
            <td>{value(id, 'NEW')}</td>
            <td>{value(id, before)}</td>
            <td data-changed={after !== before || undefined}>
              {value(id, after)}
              {after !== before && <Badge tone="accent">{t.changed}</Badge>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A card whose example is what the choice means in the case described above it. */
function withConsequence<Value extends string>(
  value: Value,
  { title, text, example }: { title: string; text: string; example: string },
) {
  const consequence = (
    <p className="gfc-small gfc-indented gfc-consequence">
      <Icon name="arrow" />
      {example}
    </p>
  );
  return { value, title, text, example: consequence };
}
