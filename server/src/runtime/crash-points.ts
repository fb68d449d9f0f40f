/** Called before and after durable steps. Tests end the process at one of these points; production does nothing. */
export type CrashPoint = (name: string) => void;

export const noCrashPoint: CrashPoint = () => undefined;
