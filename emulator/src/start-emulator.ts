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
  /** Invented contacts to start with. */
  readonly contacts?: number;
  /** Time that every answer takes at least. */
  readonly latencyMs?: number;
  readonly tenantId?: string;
  readonly clientId?: string;
  readonly clientSecret?: string;
  readonly clientSecretExpiresOn?: Date | null;
  readonly organizationId?: string;
  /** Language of the application user: 1033 (default) or 1031. */
  readonly uiLanguage?: 1031 | 1033;
  /** Whether `rené` and `rene` differ, as on some base languages. Default: they are equal. */
  readonly isAccentSensitive?: boolean;
  /**
   * The standard attributes that the contact table has, besides what the platform itself keeps of every row. Default:
   * all; fewer where metadata is asked for so often that it would take most of a test's time.
   */
  readonly attributes?: readonly string[];
  /** Largest body that Entra and Dataverse take; beyond it 413. The real ceiling is unverified. */
  readonly maxBodyBytes?: number;
  /** Clock, ids and delays, where a test wants them otherwise. */
  readonly runtime?: Partial<Runtime>;
}

/** A running emulator: where it is, how to get in, and everything a test may do to it from behind. */
export interface Emulator extends Controls, AsyncDisposable {
  /** The environment URL, an origin. */
  readonly baseUrl: string;
  /** The origin that stands for login.microsoftonline.com. */
  readonly authority: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly organizationId: string;
}

/** Starts a stand-in for one Dataverse environment and its Entra tenant on the loopback interface. */
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
  // Made before anybody asks for a token, so that the first one comes as fast as the others.
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

/** Ids and the secret are read when asked for, because the controls can change them. */
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
