import { useId } from 'react';
import { useSinglePress } from './press.ts';

type SwitchProps = {
  /** The same in either state, because screen readers announce the state themselves. */
  label: string;
  checked: boolean;
  busy: boolean;
  /** Why it cannot be switched now; `null` if it can. */
  obstacle: string | null;
  onChange: (checked: boolean) => void;
};

/** Stays focusable while it cannot be switched, so that the reason is reachable. */
export function Switch({ label, checked, busy, obstacle, onChange }: SwitchProps) {
  const reasonId = useId();
  const isFirstPress = useSinglePress();
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
          if (!busy && obstacle === null && isFirstPress()) onChange(!checked);
        }}
      >
        <span className="gfc-switch-track" aria-hidden="true">
          <span className="gfc-switch-thumb" />
        </span>
        <span>{label}</span>
      </button>
      {obstacle !== null && (
        <p className="gfc-muted gfc-small" id={reasonId}>
          {obstacle}
        </p>
      )}
    </div>
  );
}
