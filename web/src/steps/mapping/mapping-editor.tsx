import { hasOwnRows } from '@goodfunds/shared';
import { type ReactNode, useState } from 'react';
import { useI18n } from '../../i18n/i18n-context.tsx';
import { useIntegration } from '../../integration/integration-context.tsx';
import { Button } from '../../ui/controls/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useMapping } from './mapping-context.tsx';
import { MappingProblems, MappingRemarks } from './mapping-notices.tsx';
import type { FieldLine } from './model/mapping-view.ts';
import { FieldRow } from './rows/field-row.tsx';

type MappingEditorProps = {
  /** Whether a mapping has been saved before; then open suggestions were left open on purpose. */
  isSaved: boolean;
  onContinue: () => void;
  children: ReactNode;
};

export function MappingEditor({ isSaved, onContinue, children }: MappingEditorProps) {
  const t = useI18n().texts.mapping;
  const { view, hasNoSuggestions } = useMapping();
  const [attempts, setAttempts] = useState(0);
  const proceed = () => {
    if (view.blocking.length > 0) setAttempts(attempts + 1);
    else onContinue();
  };
  return (
    <>
      <MappingProblems attempts={attempts} />
      {view.suggestions.length > 0 && <SuggestionsNotice />}
      {hasNoSuggestions && <p className="gfc-muted">{t.suggestions.failed}</p>}
      <FieldTable title={t.standardGroup} lines={view.standard} />
      <FieldTable title={t.customGroup} lines={view.custom} />
      {children}
      <MappingRemarks />
      <ContinueActions isSaved={isSaved} onContinue={proceed} />
    </>
  );
}

function SuggestionsNotice() {
  const t = useI18n().texts.mapping.suggestions;
  const { view, accept } = useMapping();
  return (
    <div className="gfc-row gfc-suggestions">
      <Icon name="sparkle" />
      <div>
        <p className="gfc-strong">{t.title(view.suggestions.length)}</p>
        <p className="gfc-muted">{t.text}</p>
      </div>
      <Button variant="primary" onClick={() => accept(view.suggestions, view.suggestions[0])}>
        {t.acceptAll}
      </Button>
    </div>
  );
}

function FieldTable({ title, lines }: { title: string; lines: readonly FieldLine[] }) {
  const { texts } = useI18n();
  const { crm } = useIntegration();
  if (lines.length === 0) return null;
  return (
    <section className="gfc-card gfc-mapping">
      <div className="gfc-muted gfc-small gfc-mapping-head">
        <h3 className="gfc-strong">
          {texts.mapping.goodfunds} · {title}
        </h3>
        <span className="gfc-strong">{crm}</span>
      </div>
      <ul>
        {lines.map((line) => (
          <FieldRow key={line.field.field} line={line} />
        ))}
      </ul>
    </section>
  );
}

function ContinueActions({ isSaved, onContinue }: { isSaved: boolean; onContinue: () => void }) {
  const t = useI18n().texts.mapping;
  const { view, mapping, accept } = useMapping();
  const isMapped = hasOwnRows(useIntegration().requiredMapping, mapping);
  const open = isSaved ? 0 : view.suggestions.length;
  const hint = open > 0 ? t.suggestions.open(open) : isMapped ? '' : t.needsRow;
  return (
    <div className="gfc-stack">
      {hint !== '' && <p className="gfc-muted">{hint}</p>}
      <div className="gfc-actions">
        {open > 0 && (
          <Button
            variant="primary"
            onClick={() => {
              accept(view.suggestions);
              onContinue();
            }}
          >
            {t.suggestions.acceptAndContinue}
          </Button>
        )}
        {open === 0 && (
          <Button variant="primary" disabled={!isMapped} onClick={onContinue}>
            {t.continue}
          </Button>
        )}
        {open > 0 && isMapped && <Button onClick={onContinue}>{t.suggestions.continueWithout}</Button>}
      </div>
    </div>
  );
}
