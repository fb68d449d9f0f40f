import { type ReactNode, useId } from 'react';
import type { Guide } from '../i18n/guides.tsx';
import { GuideLink } from './guide-link.tsx';
import { useFocusWhen } from './hooks/focus.ts';

type StepSectionProps = {
  title: string;
  intro: ReactNode;
  guide?: Guide | undefined;
  /** Whether the person navigated here, as opposed to opening the panel. */
  focusHeading: boolean;
  /** 1 where there is no heading of an integration above. */
  level?: 1 | 2;
  children: ReactNode;
};

export function StepSection({ title, intro, guide, focusHeading, level = 2, children }: StepSectionProps) {
  const Heading = level === 1 ? 'h1' : 'h2';
  const heading = useFocusWhen<HTMLHeadingElement>(focusHeading);
  const id = useId();
  return (
    <section className="gfc-stack gfc-step" aria-labelledby={id}>
      <header className="gfc-step-header">
        <Heading className="gfc-step-title" part="heading" id={id} ref={heading} tabIndex={-1}>
          {title}
        </Heading>
        <p className="gfc-muted gfc-step-intro">
          {intro} {guide && <GuideLink guide={guide} about={title} />}
        </p>
      </header>
      {children}
    </section>
  );
}
