import { checksDe, providerDe } from '../../providers/microsoft-dynamics/de.ts';
import type { ProviderTexts } from '../../providers/provider-texts.ts';
import { commonDe } from './common.ts';
import { credentialsDe } from './credentials.ts';
import { errorsDe, responsibleDe } from './errors.ts';
import { integrationDe } from './integration.ts';
import { mappingDe } from './mapping.ts';
import { overviewDe } from './overview.ts';
import { reviewsDe } from './reviews.ts';
import { scheduleDe } from './schedule.ts';
import { strategyDe } from './strategy.ts';
import { syncDe } from './sync.ts';

const providers: Record<string, ProviderTexts> = { 'microsoft-dynamics': providerDe };

export const german = {
  common: commonDe,
  overview: overviewDe,
  integration: integrationDe,
  providers,
  credentials: credentialsDe,
  checks: checksDe,
  mapping: mappingDe,
  strategy: strategyDe,
  schedule: scheduleDe,
  sync: syncDe,
  reviews: reviewsDe,
  errors: errorsDe,
  responsible: responsibleDe,
};
