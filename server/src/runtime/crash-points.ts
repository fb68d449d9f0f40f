/**
 * Called at the named points between which work is durable or is not. It does nothing in production; tests hand in
 * one that ends the process at one of them, to see that nothing is lost by it.
 */
export type CrashPoint = (name: string) => void;

export const noCrashPoint: CrashPoint = () => undefined;
