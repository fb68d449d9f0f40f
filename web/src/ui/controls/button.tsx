import type { ComponentPropsWithRef, ReactNode } from 'react';
import { Icon, type IconName } from '../icon.tsx';
import { useSinglePress } from './press.ts';

type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger';

type ButtonProps = Omit<ComponentPropsWithRef<'button'>, 'children' | 'className'> & {
  variant?: ButtonVariant;
  small?: boolean;
  icon?: IconName;
  /** Keeps the focus, shows a spinner, and ignores clicks. */
  busy?: boolean;
  children: ReactNode;
};

export function Button({
  variant = 'secondary',
  small = false,
  icon,
  busy = false,
  children,
  onClick,
  type = 'button',
  ...rest
}: ButtonProps) {
  const isFirstPress = useSinglePress();
  return (
    <button
      {...rest}
      // oxlint-disable-next-line react/button-has-type -- The default is above.
      type={type}
      className={`gfc-button gfc-button-${variant}${small ? ' gfc-button-small' : ''}`}
      part={`button button-${variant}`}
      aria-disabled={busy || rest['aria-disabled'] === true || undefined}
      onClick={(event) => {
        if (busy || !isFirstPress()) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {busy ? <Spinner /> : icon && <Icon name={icon} />}
      {children}
    </button>
  );
}

export function Spinner() {
  return <span className="gfc-spinner" aria-hidden="true" />;
}

export function BackLink({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  return (
    <button type="button" className="gfc-back" onClick={onClick}>
      <Icon name="arrow" turned />
      {children}
    </button>
  );
}
