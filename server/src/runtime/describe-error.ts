/** What can be written of an error without its words, in which libraries quote values. */
export type DescribedError = {
  name: string;
  code: string | null;
  /** Where it was thrown, innermost first. */
  frames: string[];
  cause: DescribedError | null;
};

const MOST_FRAMES = 12;
const MOST_CAUSES = 4;

export function describeError(error: unknown, depth = 0): DescribedError {
  if (!(error instanceof Error)) return { name: typeof error, code: null, frames: [], cause: null };
  const deeper = error.cause !== undefined && depth < MOST_CAUSES;
  return {
    name: error.name,
    code: 'code' in error && typeof error.code === 'string' ? error.code : null,
    frames: framesOf(error),
    cause: deeper ? describeError(error.cause, depth + 1) : null,
  };
}

/** The message stands at the head of the stack and may have lines of its own that look like frames. */
function framesOf({ stack = '', message }: Error): string[] {
  const afterMessage = stack.slice(stack.indexOf(message) + message.length);
  return afterMessage
    .split('\n')
    .flatMap((line) => /^\s+at (.+)$/.exec(line)?.[1] ?? [])
    .slice(0, MOST_FRAMES);
}
