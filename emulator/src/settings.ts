/** The settings from the environment variables. */
export interface Settings {
  readonly port: number;
  readonly contacts: number;
  readonly latencyMs: number;
}

/** Its message names the setting. */
export class SettingError extends Error {}

export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  return {
    port: wholeNumber(environment, 'EMULATOR_PORT', 4011, 65_535),
    contacts: wholeNumber(environment, 'EMULATOR_CONTACTS', 0, 5_000_000),
    latencyMs: wholeNumber(environment, 'EMULATOR_LATENCY_MS', 0, 600_000),
  };
}

function wholeNumber(
  environment: Readonly<Record<string, string | undefined>>,
  name: string,
  otherwise: number,
  largest: number,
): number {
  const text = environment[name];
  if (text === undefined || text === '') return otherwise;
  if (/^\d{1,10}$/.test(text) && Number(text) <= largest) return Number(text);
  throw new SettingError(`${name} must be a whole number from 0 to ${largest}, not "${text}".`);
}
