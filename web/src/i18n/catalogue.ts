import { checksDe } from './de/checks.ts';
import { commonDe } from './de/common.ts';
import { credentialsDe } from './de/credentials.ts';
import { errorsDe, responsibleDe } from './de/errors.ts';
import { integrationDe } from './de/integration.ts';
import { mappingDe } from './de/mapping.ts';
import { overviewDe } from './de/overview.ts';
import { providersDe } from './de/providers.ts';
import { strategyDe } from './de/strategy.ts';
import { syncDe } from './de/sync.ts';
import { checksEn } from './en/checks.ts';
import { commonEn } from './en/common.ts';
import { credentialsEn } from './en/credentials.ts';
import { errorsEn, responsibleEn } from './en/errors.ts';
import { integrationEn } from './en/integration.ts';
import { mappingEn } from './en/mapping.ts';
import { overviewEn } from './en/overview.ts';
import { providersEn } from './en/providers.ts';
import { strategyEn } from './en/strategy.ts';
import { syncEn } from './en/sync.ts';
import type { Language } from './language.ts';

const german = {
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

/** Every text of the panel. A language that lacks one does not compile. */
export type Catalogue = typeof german;

const english: Catalogue = {
  common: commonEn,
  overview: overviewEn,
  integration: integrationEn,
  providers: providersEn,
  credentials: credentialsEn,
  checks: checksEn,
  mapping: mappingEn,
  strategy: strategyEn,
  sync: syncEn,
  errors: errorsEn,
  responsible: responsibleEn,
};

export const CATALOGUES: Record<Language, Catalogue> = { de: german, en: english };
