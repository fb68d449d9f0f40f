import { STEPS, type Step } from '../app/navigation.ts';
import { useSpeech } from '../i18n/language-context.tsx';
import { Icon } from '../ui/icon.tsx';

type StepsNavProps = {
  current: Step;
  done: readonly Step[];
  /** `null` while the later steps cannot be reached yet. */
  onGo: ((step: Step) => void) | null;
};

/** Where one is, what is done, what comes. */
export function StepsNav({ current, done, onGo }: StepsNavProps) {
  const { texts } = useSpeech();
  return (
    <nav className="gfc-steps" part="steps" aria-label={texts.integration.steps}>
      <ol>
        {STEPS.map((step, index) => {
          const isDone = done.includes(step);
          const isLocked = onGo === null && step !== current;
          return (
            <li key={step}>
              <button
                type="button"
                className="gfc-steps-button"
                aria-current={step === current ? 'step' : undefined}
                data-done={isDone || undefined}
                disabled={isLocked}
                onClick={() => onGo?.(step)}
              >
                <span className="gfc-steps-mark" aria-hidden="true">
                  {isDone ? <Icon name="check" /> : index + 1}
                </span>
                {texts[step].step}
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
