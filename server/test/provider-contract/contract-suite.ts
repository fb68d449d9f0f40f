import { describe } from 'vitest';
import { describeFinding } from './contract/finding.ts';
import type { MakeHarness } from './contract/harness.ts';
import { describeMatching } from './contract/matching.ts';
import { describeStatusAndDiscovery } from './contract/status-and-discovery.ts';
import { describeStrategies } from './contract/strategies.ts';
import { describeWriting } from './contract/writing.ts';

export type { MakeHarness } from './contract/harness.ts';

/** Tests what every provider's port must do, each on a new CRM of the harness. Called by each provider's tests. */
export function describeCrmIntegrationPort(name: string, makeHarness: MakeHarness): void {
  describe(`${name} as a CRM provider`, () => {
    describeStatusAndDiscovery(makeHarness);
    describeFinding(makeHarness);
    describeWriting(makeHarness);
    describeStrategies(makeHarness);
    describeMatching(makeHarness);
  });
}
