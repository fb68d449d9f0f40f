import { createContext, use } from 'react';
import type { CrmSettingsEvent } from './events.ts';

/** Tells the host what happened. */
export type Emit = (event: CrmSettingsEvent) => void;

export const EmitContext = createContext<Emit>(() => undefined);

export function useEmit(): Emit {
  return use(EmitContext);
}
