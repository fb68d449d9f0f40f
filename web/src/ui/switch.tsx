import { useId } from 'react';
import { useSinglePress } from './use-single-press.ts';

type SwitchProps = {
  /** What is on or off; the same words in either state, because the state is said by itself. */
  label: string;
  checked: boolean;
  busy: boolean;
  /** Why it cannot be switched now; `null` where it can. */
  obstacle: string | null;
  onChange: (checked: boolean) => void;
};

/** Stays reachable while it cannot be switched, so that everybody can learn why. */
export function Switch({ label, checked, busy, obstacle, onChange }: SwitchProps) {
  const reasonId = useId();
  const counts = useSinglePress();
  return (
    <div className="gfc-switch-field">
      <button
        type="button"
        role="switch"
        className="gfc-switch"
        aria-checked={checked}
        aria-busy={busy}
        aria-disabled={busy || obstacle !== null || undefined}
        aria-describedby={obstacle === null ? undefined : reasonId}
        onClick={() => {
          if (!busy && obstacle === null && counts()) onChange(!checked);
        }}
      >
        <span className="gfc-switch-track" aria-hidden="true">
          <span className="gfc-switch-thumb" />
        </span>
        <span>{label}</span>
      </button>
      {obstacle !== null && (
        <p className="gfc-hint" id={reasonId}>
          {obstacle}
        </p>
      )}
    </div>
  );
}
