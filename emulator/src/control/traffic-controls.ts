import type { EmulatorState } from '../emulator-state.ts';
import type { FaultRuleInput } from '../faults/fault-rule.ts';
import { faultRuleSchema } from '../faults/fault-rule.ts';
import type { FaultState } from '../faults/fault-script.ts';
import type { LogCounts, LoggedRequest } from '../log/request-log.ts';
import type { Commit } from '../store/ledger.ts';
import { defined } from './identity-controls.ts';
import type { BatchFormatInput, CostModelInput, ProtectionInput } from './schemas.ts';
import { batchFormatSchema, costModelSchema, protectionSchema } from './schemas.ts';

/** Reads the request log and controls faults, limits and costs. */
export interface TrafficControls {
  /** All requests since the start or the last `clearRequests`, except those to the control API. */
  requests(): readonly LoggedRequest[];
  requestCounts(): LogCounts;
  clearRequests(): void;
  /** All committed changes since the start or the last `clearLedger`, except seeding. */
  ledger(): readonly Commit[];
  clearLedger(): void;
  addFaults(...rules: readonly FaultRuleInput[]): void;
  faults(): readonly FaultState[];
  clearFaults(): void;
  setProtection(changes: ProtectionInput): void;
  /** How `$batch` answers a change set that fails: `nested` as live Dataverse does, or `bare`. */
  setBatchFormat(format: BatchFormatInput): void;
  setCostModel(changes: CostModelInput): void;
}

export function trafficControls(state: EmulatorState): TrafficControls {
  const { log, faults, environment } = state;
  return {
    requests: () => log.entries(),
    requestCounts: () => log.counts(),
    clearRequests: () => log.clear(),
    ledger: () => environment.data.ledger.all(),
    clearLedger: () => environment.data.ledger.clear(),
    addFaults: (...rules) => faults.add(rules.map((rule) => faultRuleSchema.parse(rule))),
    faults: () => faults.states(),
    clearFaults: () => faults.clear(),
    setProtection: (changes) => {
      state.protection.settings = {
        ...state.protection.settings,
        ...defined(protectionSchema.parse(changes)),
      };
    },
    setBatchFormat: (format) => {
      environment.changeSetFailure = batchFormatSchema.parse(format).changeSetFailure;
    },
    setCostModel: (changes) => setCostModel(state, changes),
  };
}

function setCostModel(state: EmulatorState, changes: CostModelInput): void {
  const { operationMs = {}, ...rest } = costModelSchema.parse(changes);
  state.costModel = {
    ...state.costModel,
    ...defined(rest),
    operationMs: { ...state.costModel.operationMs, ...defined(operationMs) },
  };
}
