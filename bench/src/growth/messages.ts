import type { EmulatorAccess } from '../emulator/messages.ts';

/** The first message to the server's process. */
export type ServerOrder = {
  readonly access: EmulatorAccess;
  readonly factor: number;
  /** Origins of further CRMs. */
  readonly devOrigins: readonly string[];
  /** The folder of the database. */
  readonly folder: string;
  readonly serviceKey: string;
  /** base64. */
  readonly encryptionKey: string;
  /** PEM. */
  readonly publicKey: string;
};

/** What later messages ask for. */
export type ServerQuestion = 'USAGE' | 'DELAY';

export type ServerReport =
  | { readonly kind: 'LISTENING'; readonly url: string }
  /** Usage of the server's process. */
  | {
      readonly kind: 'USAGE';
      readonly cpuMs: number;
      readonly memoryBytes: number;
      readonly peakBytes: number;
    }
  /** The longest delay of the server's event loop since the previous report of it. */
  | { readonly kind: 'DELAY'; readonly longestMs: number };
