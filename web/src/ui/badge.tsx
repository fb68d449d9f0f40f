import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

export type Tone = 'neutral' | 'accent' | 'warning' | 'danger';

export function Badge({ tone = 'neutral', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span className={classNames('gfc-badge', `gfc-badge-${tone}`)} part="badge">
      {children}
    </span>
  );
}

/** A state as a word and a colour. */
export function StatusPill({ tone = 'neutral', children }: { tone?: Tone; children: ReactNode }) {
  return <span className={classNames('gfc-pill', `gfc-pill-${tone}`)}>{children}</span>;
}
