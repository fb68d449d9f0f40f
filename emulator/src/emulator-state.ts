import type { CostModel } from './cost-model.ts';
import { Slots } from './cost-model.ts';
import { ServiceProtection } from './dataverse/service-protection.ts';
import { TokenVerifier } from './entra/access-tokens.ts';
import type { Environment } from './environment/environment.ts';
import { FaultScript } from './faults/fault-script.ts';
import { RequestLog } from './log/request-log.ts';

/** The state of one running emulator. */
export interface EmulatorState {
  readonly environment: Environment;
  readonly tokens: TokenVerifier;
  readonly log: RequestLog;
  readonly faults: FaultScript;
  readonly protection: ServiceProtection;
  readonly slots: Slots;
  costModel: CostModel;
}

export function emulatorState(environment: Environment, costModel: CostModel): EmulatorState {
  return {
    environment,
    tokens: new TokenVerifier(),
    log: new RequestLog(),
    faults: new FaultScript(),
    protection: new ServiceProtection(),
    slots: new Slots(),
    costModel,
  };
}
