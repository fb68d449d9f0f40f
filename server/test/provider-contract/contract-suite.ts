import { describe } from 'vitest';
import { describeFinding } from './contract/finding.ts';
import type { MakeHarness } from './contract/harness.ts';
import { describeMatching } from './contract/matching.ts';
import { describeStatusAndDiscovery } from './contract/status-and-discovery.ts';
import { describeStrategies } from './contract/strategies.ts';
import { describeWriting } from './contract/writing.ts';

export type { MakeHarness } from './contract/harness.ts';

/**
 * What every provider's port promises, held against a CRM that the harness makes afresh for each test. A provider
 * passes when its test file calls this and is green.
 */
export function describeCrmIntegrationPort(name: string, makeHarness: MakeHarness): void {
  describe(`${name} as a CRM provider`, () => {
    describeStatusAndDiscovery(makeHarness);
    describeFinding(makeHarness);
    describeWriting(makeHarness);
    describeStrategies(makeHarness);
    describeMatching(makeHarness);
  });
}
