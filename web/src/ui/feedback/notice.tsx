import type { ReactNode } from 'react';
import { useI18n } from '../../i18n/i18n-context.tsx';
import type { Tone } from '../badge.tsx';
import { Icon, type IconName } from '../icon.tsx';

type NoticeProps = {
  tone: Tone;
  title: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
  /** Announced at once, because it answers what the person just did. */
  urgent?: boolean;
};

export function Notice({ tone, title, children, actions, urgent = false }: NoticeProps) {
  const { texts } = useI18n();
  const kinds: Record<Tone, { icon: IconName; kind: string }> = {
    neutral: { icon: 'info', kind: '' },
    accent: { icon: 'check', kind: texts.common.success },
    warning: { icon: 'warning', kind: texts.common.warning },
    danger: { icon: 'warning', kind: texts.common.error },
  };
  const { icon, kind } = kinds[tone];
  return (
    <div className={`gfc-box gfc-notice gfc-tone-${tone}`} part="notice" role={urgent ? 'alert' : undefined}>
      <Icon name={icon} />
      <div className="gfc-stack gfc-tight gfc-notice-body">
        <p className="gfc-strong">
          {kind !== '' && <span className="gfc-visually-hidden">{kind}: </span>}
          {title}
        </p>
        {children}
        {actions && <div className="gfc-notice-actions">{actions}</div>}
      </div>
    </div>
  );
}
