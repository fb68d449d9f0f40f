import { createContext, type Provider, use } from 'react';

/** A context without a default: its provider, and a hook that throws where no provider is above. */
export function createRequiredContext<Value>(name: string): [Provider<Value | null>, () => Value] {
  const Context = createContext<Value | null>(null);
  const useRequired = (): Value => {
    const value = use(Context);
    if (value === null) throw new Error(`${name} needs a provider above it`);
    return value;
  };
  return [Context, useRequired];
}
