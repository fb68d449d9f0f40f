import { answerControl, controlPath } from './control/answer-control.ts';
import type { Controls } from './control/controls.ts';
import { createControls } from './control/controls.ts';
import type { InitialState } from './control/data-controls.ts';
import { latencyOnly } from './cost-model.ts';
import { emulatorState } from './emulator-state.ts';
import { signingKey } from './entra/signing-key.ts';
import type { EnvironmentIdentity } from './environment/create-environment.ts';
import { createEnvironment } from './environment/create-environment.ts';
import type { Environment } from './environment/environment.ts';
import { handleRequest } from './handle-request.ts';
import type { Listening } from './http/listen.ts';
import { listen } from './http/listen.ts';
import type { Runtime } from './runtime.ts';
import { systemRuntime } from './runtime.ts';
import { generateContacts } from './seed/generate-contacts.ts';
import { accentInsensitive, accentSensitive } from './store/collation.ts';

export interface EmulatorOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** Number of generated contacts at the start. */
  readonly contacts?: number;
  /** Minimum time of every answer. */
  readonly latencyMs?: number;
  readonly tenantId?: string;
  readonly clientId?: string;
  readonly clientSecret?: string;
  readonly clientSecretExpiresOn?: Date | null;
  readonly organizationId?: string;
  /** Language of the application user: 1033 (default) or 1031. */
  readonly uiLanguage?: 1031 | 1033;
  /** Whether `rené` and `rene` differ, as with some base languages. Default: false. */
  readonly isAccentSensitive?: boolean;
  /**
   * The standard attributes of the contact table besides those of the platform. Default: all. Fewer make tests
   * faster that read metadata often.
   */
  readonly attributes?: readonly string[];
  /** Largest accepted body; a larger one is answered with 413. The limit of live Dataverse is unverified. */
  readonly maxBodyBytes?: number;
  /** Replaces the system's clock, ids and delays. */
  readonly runtime?: Partial<Runtime>;
}

/** A running emulator: URLs, credentials and controls. */
export interface Emulator extends Controls, AsyncDisposable {
  /** The environment URL. */
  readonly baseUrl: string;
  /** The origin that replaces login.microsoftonline.com. */
  readonly authority: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly organizationId: string;
}

/** Starts an emulator of one Dataverse environment and its Entra tenant on the loopback interface. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const runtime: Runtime = { ...systemRuntime, ...options.runtime };
  const initial: InitialState = {
    identity: identityOf(options, runtime),
    shape: {
      collate: options.isAccentSensitive === true ? accentSensitive : accentInsensitive,
      attributes: options.attributes ?? null,
    },
    contacts: options.contacts ?? 0,
    costModel: latencyOnly(options.latencyMs ?? 0),
  };
  // Generated before the first token request, so that it is as fast as the others.
  await signingKey();
  const listening = await listen({
    port: options.port ?? 0,
    maxBodyBytes: (target) =>
      target.startsWith(controlPath) ? controlBodyBytes : (options.maxBodyBytes ?? apiBodyBytes),
    onError: (cause) => process.emitWarning(cause instanceof Error ? cause : String(cause)),
  });
  const environment = createEnvironment(listening.origin, initial.identity, runtime, initial.shape);
  const state = emulatorState(environment, initial.costModel);
  const controls = createControls(state, initial);
  generateContacts(environment, initial.contacts);
  listening.handle((request, isOversized) =>
    request.target.startsWith(controlPath)
      ? Promise.resolve(answerControl(controls, request))
      : handleRequest(state, request, isOversized),
  );
  return embedded(listening, environment, controls);
}

const megabyte = 1024 * 1024;
const apiBodyBytes = 128 * megabyte;
const controlBodyBytes = 512 * megabyte;

function identityOf(options: EmulatorOptions, runtime: Runtime): EnvironmentIdentity {
  return {
    organizationId: options.organizationId ?? runtime.uuid(),
    tenantId: options.tenantId ?? runtime.uuid(),
    clientId: options.clientId ?? runtime.uuid(),
    clientSecret: options.clientSecret ?? runtime.secret(),
    clientSecretExpiresOn: options.clientSecretExpiresOn ?? null,
    uiLanguage: options.uiLanguage ?? 1033,
  };
}

/** Getters, because the controls can change ids and secret. */
function embedded(listening: Listening, environment: Environment, controls: Controls): Emulator {
  return {
    ...controls,
    baseUrl: listening.origin,
    authority: listening.origin,
    get tenantId() {
      return environment.directory.tenantId;
    },
    get clientId() {
      return environment.directory.clientId;
    },
    get clientSecret() {
      return environment.directory.clientSecret;
    },
    get organizationId() {
      return environment.organizationId;
    },
    [Symbol.asyncDispose]: () => listening.close(),
  };
}
