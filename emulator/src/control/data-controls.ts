import type { CostModel } from '../cost-model.ts';
import type { EmulatorState } from '../emulator-state.ts';
import type { EnvironmentIdentity } from '../environment/create-environment.ts';
import { createEnvironment } from '../environment/create-environment.ts';
import type { EnvironmentShape } from '../environment/data.ts';
import { generateContacts } from '../seed/generate-contacts.ts';
import type { CrmUserRow } from './crm-user.ts';
import { createContacts, deactivateContact, editContact, mergeContacts, removeContact } from './crm-user.ts';
import type { StoredContact, StoredContactsOptions } from './read-rows.ts';
import { storedContactById, storedContacts } from './read-rows.ts';
import type { SeedInput } from './schemas.ts';
import { seedSchema } from './schemas.ts';

/** The state that `reset` restores. */
export interface InitialState {
  readonly identity: EnvironmentIdentity;
  readonly shape: EnvironmentShape;
  readonly contacts: number;
  readonly costModel: CostModel;
}

/** Reads and changes contacts as CRM users do. */
export interface DataControls {
  /** Restores data, columns, keys, user, secret, faults, limits, costs, log and ledger. */
  reset(): void;
  /** Adds contacts and the rows they can refer to. Returns the ids of `rows`, in order. */
  seed(input: SeedInput): { readonly ids: readonly string[] };
  /** Contacts in the order of creation, with all columns or the requested ones. */
  contacts(options?: StoredContactsOptions): Iterable<StoredContact>;
  contact(id: string): StoredContact | null;
  contactCount(): number;
  /** Values by property name, read-only columns included. */
  editContact(id: string, values: CrmUserRow): void;
  deactivateContact(id: string): void;
  /** The subordinate becomes inactive and refers to its master. */
  mergeContacts(ids: { readonly subordinateId: string; readonly masterId: string }): void;
  deleteContact(id: string): void;
}

export function dataControls(state: EmulatorState, initial: InitialState): DataControls {
  const { environment } = state;
  return {
    reset: () => reset(state, initial),
    seed: (input) => seed(state, input),
    contacts: (options) => storedContacts(environment, options),
    contact: (id) => storedContactById(environment, id),
    contactCount: () => environment.data.contacts.size,
    editContact: (id, values) => editContact(environment, id, values),
    deactivateContact: (id) => deactivateContact(environment, id),
    mergeContacts: ({ subordinateId, masterId }) => mergeContacts(environment, subordinateId, masterId),
    deleteContact: (id) => removeContact(environment, id),
  };
}

function reset(state: EmulatorState, initial: InitialState): void {
  const { environment } = state;
  const { origin, runtime } = environment;
  const fresh = createEnvironment(origin, initial.identity, runtime, initial.shape);
  environment.organizationId = fresh.organizationId;
  environment.user = fresh.user;
  environment.directory = fresh.directory;
  environment.data = fresh.data;
  environment.changeSetFailure = fresh.changeSetFailure;
  environment.blocksCaller = fresh.blocksCaller;
  environment.hasOptimisticConcurrency = fresh.hasOptimisticConcurrency;
  environment.normalisation = fresh.normalisation;
  state.costModel = initial.costModel;
  state.faults.clear();
  state.log.clear();
  state.protection.reset();
  generateContacts(environment, initial.contacts);
}

function seed(state: EmulatorState, input: SeedInput): { readonly ids: readonly string[] } {
  const { environment } = state;
  const { rows = [], count = 0, related = [] } = seedSchema.parse(input);
  for (const row of related) environment.data.related.add(row.table, row.id, row.name);
  generateContacts(environment, count);
  return { ids: createContacts(environment, rows) };
}
