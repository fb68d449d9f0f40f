import type { ReactNode } from 'react';
import { useI18n } from '../../i18n/i18n-context.tsx';
import { classNames } from '../class-names.ts';
import { Icon, type IconName } from '../icon.tsx';

type NoticeTone = 'info' | 'success' | 'warning' | 'danger';

type NoticeProps = {
  tone: NoticeTone;
  title: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
  /** Announced at once, because it answers what the person just did. */
  urgent?: boolean;
};

const ICONS: Record<NoticeTone, IconName> = {
  info: 'info',
  success: 'check',
  warning: 'warning',
  danger: 'warning',
};

export function Notice({ tone, title, children, actions, urgent = false }: NoticeProps) {
  const { texts } = useI18n();
  const kind = {
    info: '',
    success: texts.common.success,
    warning: texts.common.warning,
    danger: texts.common.error,
  };
  return (
    <div
      className={classNames('gfc-box gfc-notice', `gfc-notice-${tone}`)}
      part="notice"
      role={urgent ? 'alert' : undefined}
    >
      <Icon name={ICONS[tone]} />
      <div className="gfc-stack gfc-notice-body">
        <p className="gfc-strong">
          {kind[tone] !== '' && <span className="gfc-visually-hidden">{kind[tone]}: </span>}
          {title}
        </p>
        {children}
        {actions && <div className="gfc-notice-actions">{actions}</div>}
      </div>
    </div>
  );
}
