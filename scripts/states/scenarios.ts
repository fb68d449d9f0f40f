import type { Scenario } from './scenario.ts';
import { credentialsScenario } from './scenarios/credentials.ts';
import { mappingScenario } from './scenarios/mapping.ts';
import { overviewScenario } from './scenarios/overview.ts';
import { strategyScenario } from './scenarios/strategy.ts';
import { pausesScenario, reconnectScenario, resultsScenario, syncScenario } from './scenarios/sync.ts';
import { troublesScenario } from './scenarios/troubles.ts';

/** Every state of the panel. */
export const SCENARIOS: readonly Scenario[] = [
  overviewScenario,
  credentialsScenario,
  mappingScenario,
  strategyScenario,
  syncScenario,
  pausesScenario,
  reconnectScenario,
  resultsScenario,
  troublesScenario,
];
