import type { Integration } from '@goodfunds/shared';
import { useState } from 'react';
import { useI18n } from '../i18n/i18n-context.tsx';
import { Button } from '../ui/controls/button.tsx';
import { Notice } from '../ui/feedback/notice.tsx';
import type { StepId } from './step-props.ts';

type NameQuestionProps = { integration: Integration; goTo: (step: StepId) => void };

/** Explains once to integrations from before that question what happens to a match with another name. */
export function NameQuestion({ integration, goTo }: NameQuestionProps) {
  const { texts } = useI18n();
  const t = texts.integration.nameQuestion;
  const key = `goodfunds-crm.name-question.${integration.id}`;
  const [isDone, setIsDone] = useState(() => readMark(key));
  // New integrations begin with another strategy, and whoever changed the rule knows it.
  const isConcerned =
    integration.enabled &&
    integration.strategy !== 'UPDATE_IF_SOURCE_CHANGED' &&
    integration.onNameMismatch === 'REPORT';
  if (isDone || !isConcerned) return null;
  const dismiss = () => {
    setIsDone(true);
    storeMark(key);
  };
  return (
    <Notice
      tone="neutral"
      title={t.title}
      actions={
        <>
          <Button
            small
            onClick={() => {
              dismiss();
              goTo('strategy');
            }}
          >
            {t.toRules}
          </Button>
          <Button small variant="quiet" onClick={dismiss}>
            {t.dismiss}
          </Button>
        </>
      }
    >
      <p>{t.text}</p>
    </Notice>
  );
}

function readMark(key: string): boolean {
  try {
    return localStorage.getItem(key) !== null;
  } catch {
    // A browser that blocks storage throws here; the notice then appears in every session.
    return false;
  }
}

function storeMark(key: string): void {
  try {
    localStorage.setItem(key, '1');
  } catch {
    // As above, or the storage is full.
  }
}
