import type { OnAmbiguousMatch, OnDeletedInCrm } from '@goodfunds/shared';
import type { ReactNode } from 'react';
import { useSpeech } from '../../i18n/language-context.tsx';
import type { Settings } from '../../integration/settings.ts';
import { Badge } from '../../ui/badge.tsx';
import { Icon } from '../../ui/icon.tsx';
import { RadioCards } from '../../ui/radio-cards.tsx';
import { StepSection } from '../../ui/section.tsx';
import { Preview } from './preview.tsx';
import { StrategyExample } from './strategy-example.tsx';
import { updateStrategies } from './update-strategies.ts';

const AMBIGUOUS: readonly OnAmbiguousMatch[] = ['REPORT', 'OLDEST', 'MOST_RECENTLY_MODIFIED'];
const DELETED: readonly OnDeletedInCrm[] = ['REPORT', 'RECREATE'];

type StrategyStepProps = {
  settings: Settings;
  focusHeading: boolean;
  onChange: (change: Partial<Settings>) => void;
  /** The way to save, below everything. */
  children: ReactNode;
};

/** What happens to contacts that are in the CRM already. */
export function StrategyStep({ settings, focusHeading, onChange, children }: StrategyStepProps) {
  const { texts } = useSpeech();
  const words = texts.strategy;
  return (
    <StepSection title={words.title} intro={words.intro} guide="strategies" focusHeading={focusHeading}>
      <RadioCards
        legend={words.title}
        legendHidden
        layout="stack"
        value={settings.strategy}
        onChange={(strategy) => onChange({ strategy })}
        cards={updateStrategies.map((strategy) => ({
          value: strategy,
          ...words.strategies[strategy],
          badge: strategy === 'UPDATE_IF_CHANGED' && <Badge tone="accent">{words.recommended}</Badge>,
          example: <StrategyExample strategy={strategy} />,
        }))}
      />
      <section className="gfc-card gfc-special" part="card" aria-label={words.special.title}>
        <h3 className="gfc-card-title" part="heading">
          {words.special.title}
        </h3>
        <RadioCards
          legend={words.special.ambiguousTitle}
          hint={`${words.special.ambiguousText} ${words.special.ambiguousCase}`}
          layout="columns"
          value={settings.onAmbiguousMatch}
          onChange={(onAmbiguousMatch) => onChange({ onAmbiguousMatch })}
          cards={AMBIGUOUS.map((value) => withConsequence(value, words.ambiguous[value]))}
        />
        <RadioCards
          legend={words.special.deletedTitle}
          hint={words.special.deletedCase}
          layout="columns"
          value={settings.onDeletedInCrm}
          onChange={(onDeletedInCrm) => onChange({ onDeletedInCrm })}
          cards={DELETED.map((value) => withConsequence(value, words.deleted[value]))}
        />
      </section>
      <Preview settings={settings} />
      {children}
    </StepSection>
  );
}

/** What the choice comes to in the example above the cards. */
function withConsequence<Value extends string>(
  value: Value,
  { title, text, example }: { title: string; text: string; example: string },
) {
  const consequence = (
    <p className="gfc-consequence">
      <Icon name="arrow" />
      {example}
    </p>
  );
  return { value, title, text, example: consequence };
}
