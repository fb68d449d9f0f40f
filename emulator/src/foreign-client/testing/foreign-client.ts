import { DynamicsWebApi } from 'dynamics-web-api';
import { z } from 'zod';
import { type Emulator, type EmulatorOptions, startEmulator } from '../../start-emulator.ts';
import { requestToken } from '../../testing/client.ts';

export type ForeignFixture = AsyncDisposable & {
  emulator: Emulator;
  api: DynamicsWebApi;
  /** Creates a contact through the client and returns its id. */
  createContact(data: Row): Promise<string>;
};

/** A row as dynamics-web-api returns it. */
export type Row = Record<string, unknown>;

/**
 * An emulator and a signed-in dynamics-web-api client. By default the client turns a failed condition into false or
 * null; with `propagateErrors` it rejects with the error.
 */
export async function openForeignFixture(
  options: EmulatorOptions = {},
  client: { propagateErrors?: boolean } = {},
): Promise<ForeignFixture> {
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

/** The error of a call that is refused. */
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
