export type { CustomAttributeInput } from './control/custom-attribute.ts';
export type { StoredContact } from './control/read-rows.ts';
export type { FaultRuleInput } from './faults/fault-rule.ts';
export type { RequestKind } from './log/request-kind.ts';
export type { LoggedOperation, LoggedRequest } from './log/request-log.ts';
export type { Runtime } from './runtime.ts';
export type { Emulator, EmulatorOptions } from './start-emulator.ts';
export { startEmulator } from './start-emulator.ts';
export type { Commit } from './store/ledger.ts';
