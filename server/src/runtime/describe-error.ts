/** An error without its message, because libraries quote values in messages. */
export type DescribedError = {
  name: string;
  code: string | null;
  /** Where it was thrown, innermost first. */
  frames: string[];
  cause: DescribedError | null;
};

const MAX_FRAMES = 12;
const MAX_CAUSES = 4;

export function describeError(error: unknown, depth = 0): DescribedError {
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
