import type { ProviderDescriptor } from '@goodfunds/shared';
import { useI18n } from '../i18n/i18n-context.tsx';
import { Button } from '../ui/controls/button.tsx';
import { useFocusWhen } from '../ui/hooks/focus.ts';
import { Icon } from '../ui/icon.tsx';

type EmptyOverviewProps = {
  providers: readonly ProviderDescriptor[];
  focusHeading: boolean;
  onConnect: (provider: string) => void;
};

/** The first page: what the integration does, how to set it up, and a button. */
export function EmptyOverview({ providers, focusHeading, onConnect }: EmptyOverviewProps) {
  const { texts } = useI18n();
  const { title, text, steps } = texts.overview.empty;
  const heading = useFocusWhen<HTMLHeadingElement>(focusHeading);
  return (
    <section className="gfc-welcome">
      <span className="gfc-welcome-mark">
        <Icon name="plug" />
      </span>
      <h1 className="gfc-title" part="heading" ref={heading} tabIndex={-1}>
        {title}
      </h1>
      <p className="gfc-muted gfc-welcome-text">{text}</p>
      <div className="gfc-row gfc-welcome-actions">
        {providers.map(({ id, name }) => (
          <Button key={id} variant="primary" onClick={() => onConnect(id)}>
            {texts.overview.connect(name)}
          </Button>
        ))}
        {providers.length === 0 && <p>{texts.overview.noProviders}</p>}
      </div>
      <ol className="gfc-tiles gfc-welcome-steps">
        {steps.map((step, index) => (
          <li key={step.title}>
            <span className="gfc-small gfc-welcome-number" aria-hidden="true">
              {index + 1}
            </span>
            <h2>{step.title}</h2>
            <p className="gfc-muted gfc-small">{step.text}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}
