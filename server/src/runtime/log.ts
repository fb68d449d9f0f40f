import { type DestinationStream, type LevelWithSilent, pino } from 'pino';

/** The allowed fields of a log line, besides `error`. Never values of contacts, credentials or bodies. */
const ALLOWED_FIELDS = [
  'requestId',
  'method',
  'path',
  'procedure',
  'status',
  'durationMs',
  'code',
  'address',
  'accountId',
  'integrationId',
  'runId',
  'operation',
  'environmentHost',
  'count',
] as const;

export type LogFields = { [Name in (typeof ALLOWED_FIELDS)[number]]?: string | number | null } & {
  error?: unknown;
};

export type Log = ReturnType<typeof createLog>;

/** Writes one JSON line per event, to standard output by default. */
export function createLog(level: LevelWithSilent, destination?: DestinationStream) {
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime };
  const logger = destination ? pino(options, destination) : pino(options);
  return {
    debug: (event: string, fields: LogFields = {}): void => logger.debug(allowed(fields), event),
    info: (event: string, fields: LogFields = {}): void => logger.info(allowed(fields), event),
    warn: (event: string, fields: LogFields = {}): void => logger.warn(allowed(fields), event),
    error: (event: string, fields: LogFields = {}): void => logger.error(allowed(fields), event),
  };
}

/** Enforces the list at run time, because the types accept additional fields of a spread object. */
function allowed(fields: LogFields): Record<string, string | number | DescribedError | null> {
  const entries = ALLOWED_FIELDS.flatMap((name) => {
    const value = fields[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  const error = fields.error === undefined ? {} : { error: describeError(fields.error) };
  return { ...Object.fromEntries(entries), ...error };
}

/** An error without its message, because libraries quote values in messages. */
type DescribedError = {
  name: string;
  code: string | null;
  /** Where it was thrown, innermost first. */
  frames: string[];
  cause: DescribedError | null;
};

const MAX_FRAMES = 12;
const MAX_CAUSES = 4;

function describeError(error: unknown, depth = 0): DescribedError {
  if (!(error instanceof Error)) return { name: typeof error, code: null, frames: [], cause: null };
  const deeper = error.cause !== undefined && depth < MAX_CAUSES;
  return {
    name: error.name,
    code: 'code' in error && typeof error.code === 'string' ? error.code : null,
    frames: framesOf(error),
    cause: deeper ? describeError(error.cause, depth + 1) : null,
  };
}

/** The stack begins with the message, which can contain lines that look like frames. */
function framesOf({ stack = '', message }: Error): string[] {
  const afterMessage = stack.slice(stack.indexOf(message) + message.length);
  return afterMessage
    .split('\n')
    .flatMap((line) => /^\s+at (.+)$/.exec(line)?.[1] ?? [])
    .slice(0, MAX_FRAMES);
}
