import { useSpeech } from '../i18n/language-context.tsx';
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
  const { texts } = useSpeech();
  return <StatusPill tone={TONES[state]}>{texts.overview.status[state]}</StatusPill>;
}
