import type { IntegrationWithHealth, ProviderDescriptor } from '@goodfunds/shared';
import { useI18n } from '../i18n/i18n-context.tsx';
import type { StepId } from '../integration/step-props.ts';
import { Badge } from '../ui/badge.tsx';
import { Icon } from '../ui/icon.tsx';
import { STEPS } from './steps.ts';

type StepsNavProps = {
  current: StepId;
  provider: ProviderDescriptor;
  /** `null` for a new one, whose later steps are locked. */
  integration: IntegrationWithHealth | null;
  goTo: (step: StepId) => void;
};

/** The steps of an integration: the current one, and which are done. */
export function StepsNav({ current, provider, integration, goTo }: StepsNavProps) {
  const { texts, format } = useI18n();
  return (
    <nav className="gfc-steps" part="steps" aria-label={texts.integration.steps}>
      <ol>
        {STEPS.map((step, index) => {
          const isDone = integration !== null && step.isDone(integration, provider);
          const count = (integration && step.countOf?.(integration)) ?? 0;
          const isLocked = integration === null && step.id !== current;
          return (
            <li key={step.id}>
              <button
                type="button"
                className="gfc-steps-button"
                aria-current={step.id === current ? 'step' : undefined}
                data-done={isDone || undefined}
                disabled={isLocked}
                onClick={() => goTo(step.id)}
              >
                <span className="gfc-steps-mark" aria-hidden="true">
                  {isDone ? <Icon name="check" /> : index + 1}
                </span>
                {step.title(texts)}
                {count > 0 && (
                  <Badge tone="warning">
                    <span aria-hidden="true">{format.number(count)}</span>
                    <span className="gfc-visually-hidden">{texts.reviews.open(count)}</span>
                  </Badge>
                )}
                {isDone && <span className="gfc-visually-hidden">, {texts.integration.stepDone}</span>}
                {isLocked && <span className="gfc-visually-hidden">, {texts.integration.stepLocked}</span>}
              </button>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
