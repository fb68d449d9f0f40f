import type { ReactNode } from 'react';

export type Tone = 'neutral' | 'accent' | 'warning' | 'danger';

export function Badge({ tone = 'neutral', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span className={`gfc-badge gfc-tone-${tone}`} part="badge">
      {children}
    </span>
  );
}

/** A state as a word and a colour. */
export function StatusPill({ tone = 'neutral', children }: { tone?: Tone; children: ReactNode }) {
  return <span className={`gfc-pill gfc-tone-${tone}`}>{children}</span>;
}
