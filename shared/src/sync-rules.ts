import type { SyncRules, SyncRulesInput } from './schemas/sync-rules.ts';

/** The rules of a new integration; its mapping comes from the provider. */
export const DEFAULT_SYNC_RULES: Omit<SyncRules, 'mapping'> = {
  strategy: 'UPDATE_IF_SOURCE_CHANGED',
  onEditConflict: 'GOODFUNDS',
  onAmbiguousMatch: 'REPORT',
  onDeletedInCrm: 'REPORT',
  onNameMismatch: 'REPORT',
  onNoEmail: 'REPORT',
  onRefusedValue: 'LEAVE_OUT',
  matchEmailAttributes: ['emailaddress1'],
};

export const SYNC_RULES: readonly (keyof SyncRules)[] = [
  'mapping',
  ...(Object.keys(DEFAULT_SYNC_RULES) as (keyof typeof DEFAULT_SYNC_RULES)[]),
];

/** The rules among the members of an integration. Those that are not given are left out. */
export function pickSyncRules(source: SyncRules): SyncRules;
export function pickSyncRules(source: SyncRulesInput): Partial<SyncRules>;
export function pickSyncRules(source: SyncRulesInput): Partial<SyncRules> {
  const given = SYNC_RULES.filter((rule) => source[rule] !== undefined);
  return Object.fromEntries(given.map((rule) => [rule, source[rule]]));
}
