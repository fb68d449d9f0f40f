import type { Contact } from '@goodfunds/shared';
import type { EmulatorAccess } from '../emulator/messages.ts';
import type { ModelTime } from '../time/model-time.ts';

/** A way to bring contacts into the CRM. */
export type BenchClient = {
  readonly id: ClientId;
  readonly title: string;
  /** What it does, in one line. */
  readonly description: string;
  open(target: Target): Promise<Worker>;
};

export type ClientId = 'one-by-one' | 'batched' | 'bulk' | 'ours';

export type Target = { readonly access: EmulatorAccess; readonly time: ModelTime };

/** Signed in and warm: what every client asks once is asked already. */
export type Worker = AsyncDisposable & {
  /** Another one of the same kind and the same organisation, that works beside this one. */
  beside(): Promise<Worker>;
  bringIn(contacts: readonly Contact[]): Promise<void>;
};
