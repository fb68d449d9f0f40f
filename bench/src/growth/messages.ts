import type { EmulatorAccess } from '../emulator/messages.ts';

/** The first message to the server's process. */
export type ServerOrder = {
  readonly access: EmulatorAccess;
  readonly factor: number;
  /** The folder of the database. */
  readonly folder: string;
  readonly serviceKey: string;
  /** base64. */
  readonly encryptionKey: string;
  /** PEM. */
  readonly publicKey: string;
};

export type ServerReport =
  | { readonly kind: 'LISTENING'; readonly url: string }
  /** Usage of the server's process, in response to any later message. */
  | {
      readonly kind: 'USAGE';
      readonly cpuMs: number;
      readonly memoryBytes: number;
      readonly peakBytes: number;
    };
