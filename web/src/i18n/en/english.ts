import { checksEn, providerEn } from '../../providers/microsoft-dynamics/en.ts';
import type { Catalogue } from '../catalogue.ts';
import { commonEn } from './common.ts';
import { credentialsEn } from './credentials.ts';
import { errorsEn, responsibleEn } from './errors.ts';
import { integrationEn } from './integration.ts';
import { mappingEn } from './mapping.ts';
import { overviewEn } from './overview.ts';
import { reviewsEn } from './reviews.ts';
import { scheduleEn } from './schedule.ts';
import { strategyEn } from './strategy.ts';
import { syncEn } from './sync.ts';

export const english: Catalogue = {
  common: commonEn,
  overview: overviewEn,
  integration: integrationEn,
  providers: { 'microsoft-dynamics': providerEn },
  credentials: credentialsEn,
  checks: checksEn,
  mapping: mappingEn,
  strategy: strategyEn,
  schedule: scheduleEn,
  sync: syncEn,
  reviews: reviewsEn,
  errors: errorsEn,
  responsible: responsibleEn,
};
