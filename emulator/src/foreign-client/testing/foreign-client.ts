import { DynamicsWebApi } from 'dynamics-web-api';
import { z } from 'zod';
import { type Emulator, type EmulatorOptions, startEmulator } from '../../start-emulator.ts';
import { requestToken } from '../../testing/client.ts';

export type ForeignStage = AsyncDisposable & {
  emulator: Emulator;
  api: DynamicsWebApi;
  /** Creates a contact through the client and answers its id. */
  createContact(data: Row): Promise<string>;
};

/** A row as the foreign client answers it. */
export type Row = Record<string, unknown>;

/**
 * An emulator of its own and a client that others wrote, signed in. By default that client turns a condition that was
 * not met into false or null; with `propagateErrors` the refusal itself comes through.
 */
export async function openForeignStage(
  options: EmulatorOptions = {},
  client: { propagateErrors?: boolean } = {},
): Promise<ForeignStage> {
  const emulator = await startEmulator(options);
  const token = tokenSchema.parse((await requestToken(emulator)).json).access_token;
  const api = new DynamicsWebApi({
    serverUrl: `${emulator.baseUrl}/`,
    dataApi: { version: '9.2' },
    onTokenRefresh: async () => token,
    ...client,
  });
  return {
    emulator,
    api,
    createContact: async (data) => await api.create<Row, string>({ collection: 'contacts', data }),
    [Symbol.asyncDispose]: async () => await emulator[Symbol.asyncDispose](),
  };
}

/** The status and code of the refusal that a call ends in. */
export async function refusalOf(
  call: Promise<unknown>,
): Promise<{ status: number; code: string; message: string }> {
  const answer: unknown = await call.then(
    (value) => ({ status: 0, code: '', message: `was not refused: ${JSON.stringify(value)}` }),
    (error: unknown) => error,
  );
  return refusalSchema.parse(answer);
}

const tokenSchema = z.object({ access_token: z.string() });
const refusalSchema = z.object({ status: z.number(), code: z.string().default(''), message: z.string() });
