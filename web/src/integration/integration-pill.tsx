import { useI18n } from '../i18n/i18n-context.tsx';
import { StatusPill, type Tone } from '../ui/badge.tsx';
import type { IntegrationState } from './health.ts';

const TONES: Record<IntegrationState, Tone> = {
  ACTIVE: 'accent',
  RUNNING: 'accent',
  OFF: 'neutral',
  SETUP: 'neutral',
  PAUSED: 'warning',
  DOWN: 'danger',
};

export function IntegrationPill({ state }: { state: IntegrationState }) {
  const { texts } = useI18n();
  return <StatusPill tone={TONES[state]}>{texts.overview.status[state]}</StatusPill>;
}
