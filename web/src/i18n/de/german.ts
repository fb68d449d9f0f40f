import { checksDe } from './checks.ts';
import { commonDe } from './common.ts';
import { credentialsDe } from './credentials.ts';
import { errorsDe, responsibleDe } from './errors.ts';
import { integrationDe } from './integration.ts';
import { mappingDe } from './mapping.ts';
import { overviewDe } from './overview.ts';
import { providersDe } from './providers.ts';
import { strategyDe } from './strategy.ts';
import { syncDe } from './sync.ts';

export const german = {
  common: commonDe,
  overview: overviewDe,
  integration: integrationDe,
  providers: providersDe,
  credentials: credentialsDe,
  checks: checksDe,
  mapping: mappingDe,
  strategy: strategyDe,
  sync: syncDe,
  errors: errorsDe,
  responsible: responsibleDe,
};
