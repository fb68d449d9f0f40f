import type { EmulatorAccess } from '../emulator/messages.ts';

/** What the server's process is told, once. */
export type ServerOrder = {
  readonly access: EmulatorAccess;
  readonly factor: number;
  /** A folder of its own, for the database. */
  readonly folder: string;
  readonly serviceKey: string;
  /** base64. */
  readonly encryptionKey: string;
  /** PEM. */
  readonly publicKey: string;
};

export type ServerReport =
  | { readonly kind: 'LISTENING'; readonly url: string }
  /** Of the server's process alone; asked for by any message after the first. */
  | {
      readonly kind: 'USAGE';
      readonly cpuMs: number;
      readonly memoryBytes: number;
      readonly peakBytes: number;
    };
