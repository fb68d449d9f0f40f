import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';

export function BackLink({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  return (
    <button type="button" className="gfc-back" onClick={onClick}>
      <Icon name="arrow" turned />
      {children}
    </button>
  );
}
