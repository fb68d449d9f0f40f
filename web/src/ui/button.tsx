import type { ComponentPropsWithRef, ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { Icon, type IconName } from './icon.tsx';
import { Spinner } from './spinner.tsx';
import { useSinglePress } from './use-single-press.ts';

type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger';

type ButtonProps = Omit<ComponentPropsWithRef<'button'>, 'children' | 'className'> & {
  variant?: ButtonVariant;
  small?: boolean;
  icon?: IconName;
  /** Keeps the focus and says that it works, but takes no second click. */
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
  const counts = useSinglePress();
  return (
    <button
      {...rest}
      // oxlint-disable-next-line react/button-has-type -- The default stands above.
      type={type}
      className={classNames('gfc-button', `gfc-button-${variant}`, small && 'gfc-button-small')}
      part={`button button-${variant}`}
      aria-disabled={busy || rest['aria-disabled'] === true || undefined}
      onClick={(event) => {
        if (busy || !counts()) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {busy ? <Spinner /> : icon && <Icon name={icon} />}
      {children}
    </button>
  );
}
