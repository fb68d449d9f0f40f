type SwitchProps = {
  label: string;
  checked: boolean;
  busy: boolean;
  disabled: boolean;
  onChange: (checked: boolean) => void;
};

export function Switch({ label, checked, busy, disabled, onChange }: SwitchProps) {
  return (
    <button
      type="button"
      role="switch"
      className="gfc-switch"
      aria-checked={checked}
      aria-busy={busy}
      aria-disabled={busy || undefined}
      disabled={disabled}
      onClick={() => {
        if (!busy) onChange(!checked);
      }}
    >
      <span className="gfc-switch-track" aria-hidden="true">
        <span className="gfc-switch-thumb" />
      </span>
      <span>{label}</span>
    </button>
  );
}
