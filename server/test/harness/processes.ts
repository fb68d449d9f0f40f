import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes, randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exportPKCS8, exportSPKI, generateKeyPair, SignJWT } from 'jose';

const EMULATOR = fileURLToPath(new URL('../../../emulator/src/main.ts', import.meta.url));
const SERVER = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
/** Keeps compiled code for the next process. */
export const COMPILE_CACHE = join(tmpdir(), 'goodfunds-compiled');

export type Process = {
  child: ChildProcess;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
  /** Asks it to end; answers its exit code. */
  stop(): Promise<number | null>;
};

export type EmulatorProcess = Process & {
  baseUrl: string;
  authority: string;
  tenantId: string;
  clientId: string;
  clientSecret: string;
};

/** The emulator as `npm run emulator` starts it. */
export async function startEmulatorProcess(): Promise<EmulatorProcess> {
  const started = startProcess(EMULATOR, { EMULATOR_PORT: '0' });
  const line = await firstLine(started.child);
  return { ...started, ...(JSON.parse(line) as Omit<EmulatorProcess, keyof Process>) };
}

export type ServerSettings = Record<string, string>;

/** Settings for a server of its own, with the means to call it as a user and as a service. */
export async function serverSettings(options: {
  databaseUrl: string;
  emulator: Pick<EmulatorProcess, 'baseUrl' | 'authority'>;
}): Promise<{
  settings: ServerSettings;
  url: string;
  serviceKey: string;
  userToken: (accountId: number) => Promise<string>;
  /** The key that signs users' tokens, in PEM. */
  privateKey: string;
}> {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
  const serviceKey = randomBytes(32).toString('base64url');
  const port = await freePort();
  return {
    serviceKey,
    privateKey: await exportPKCS8(privateKey),
    url: `http://127.0.0.1:${port}`,
    settings: {
      NODE_ENV: 'test',
      PORT: String(port),
      HOST: '127.0.0.1',
      DATABASE_URL: options.databaseUrl,
      ENCRYPTION_KEY: randomBytes(32).toString('base64'),
      SERVICE_KEYS: serviceKey,
      GOODFUNDS_JWT_PUBLIC_KEY: await exportSPKI(publicKey),
      DATAVERSE_DEV_ORIGINS: options.emulator.baseUrl,
      ENTRA_AUTHORITY: options.emulator.authority,
    },
    userToken: async (accountId) =>
      await new SignJWT({ activeAccountId: accountId, userId: 1, fullName: 'Test' })
        .setProtectedHeader({ alg: 'RS256' })
        .setSubject('test')
        .setIssuer('goodfunds.de')
        .setIssuedAt()
        .setExpirationTime('1h')
        .sign(privateKey),
  };
}

/** The server as `npm run serve` starts it, once it says that it is ready. */
export async function startServerProcess(settings: ServerSettings, url: string): Promise<Process> {
  const started = startProcess(SERVER, settings);
  await untilReady(started.child, `${url}/readyz`);
  return started;
}

/** Starts the server and answers what it printed to stderr and its exit code, for settings that it refuses. */
export async function refusedStart(
  settings: ServerSettings,
): Promise<{ code: number | null; stderr: string }> {
  const { child } = startProcess(SERVER, settings);
  let stderr = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stderr };
}

function startProcess(entry: string, settings: ServerSettings): Process {
  const child = spawn(process.execPath, [entry], {
    env: { ...settings, NODE_COMPILE_CACHE: COMPILE_CACHE },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stderr.resume();
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    if (child.exitCode === null && child.signalCode === null) {
      const closed = once(child, 'close');
      child.kill(signal);
      await closed;
    }
    return child.exitCode;
  };
  return {
    child,
    kill: async () => {
      await end('SIGKILL');
    },
    stop: async () => await end('SIGTERM'),
  };
}

/** Keeps reading afterwards: closing the pipe would make the process fail on its next line. */
async function firstLine(child: ChildProcess): Promise<string> {
  return await new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const end = text.indexOf('\n');
      if (end >= 0) resolve(text.slice(0, end));
    });
    child.once('close', (code, signal) => {
      reject(new Error(`the process ended before it said anything: ${signal ?? code}`));
    });
  });
}

async function untilReady(child: ChildProcess, url: string): Promise<void> {
  child.stdout?.resume();
  for (;;) {
    const ready = await fetch(url).then(
      (answer) => answer.ok,
      () => false,
    );
    if (ready) return;
    const end = child.exitCode ?? child.signalCode;
    if (end !== null) throw new Error(`the server ended before it was ready: ${end}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/**
 * A port without a listener, for a process that is given its port. It is below the range that systems assign
 * automatically, where any connection could take the port before the process listens.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = LOWEST_PORT + randomInt(PORTS);
    if (await isFree(port)) return port;
  }
}

const LOWEST_PORT = 20_000;
const PORTS = 12_000;

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}
