import type { Contact } from '@goodfunds/shared';
import type { EmulatorAccess } from '../emulator/messages.ts';
import type { SimulatedTime } from '../time/simulated-time.ts';

/** One way to write contacts to the CRM. */
export type BenchClient = {
  readonly id: ClientId;
  readonly title: string;
  /** What it does, in one line. */
  readonly description: string;
  open(target: Target): Promise<Worker>;
};

export type ClientId = 'one-by-one' | 'batched' | 'bulk' | 'ours';

export type Target = { readonly access: EmulatorAccess; readonly time: SimulatedTime };

/** Signed in and warm: one-time requests are done. */
export type Worker = AsyncDisposable & {
  /** Another worker of the same organisation. */
  another(): Promise<Worker>;
  sync(contacts: readonly Contact[]): Promise<void>;
};
