import { readSettings, SettingError } from './settings.ts';
import { startEmulator } from './start-emulator.ts';

/** Runs the emulator as a process: prints one line of JSON when ready, stops on SIGTERM and SIGINT. */
async function main(): Promise<void> {
  const emulator = await startEmulator(readSettings(process.env));
  const { baseUrl, authority, tenantId, clientId, clientSecret } = emulator;
  const stop = () => {
    emulator[Symbol.asyncDispose]().then(() => process.exit(0), fail);
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  console.log(JSON.stringify({ baseUrl, authority, tenantId, clientId, clientSecret }));
}

function fail(cause: unknown): never {
  console.error(cause instanceof SettingError ? cause.message : startFailure(cause));
  process.exit(1);
}

function startFailure(cause: unknown): unknown {
  const code = cause instanceof Error && 'code' in cause ? cause.code : null;
  if (code === 'EADDRINUSE') return 'EMULATOR_PORT is taken by another process.';
  return cause;
}

main().catch(fail);
