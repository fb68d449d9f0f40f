import { createContext, use } from 'react';

/** Where the panel is drawn: a document or a shadow root. */
export type PanelRoot = Document | ShadowRoot;

const RootContext = createContext<PanelRoot | null>(null);
export const RootContextProvider = RootContext;

export function usePanelRoot(): PanelRoot {
  const root = use(RootContext);
  if (!root) throw new Error('usePanelRoot needs a RootContextProvider above it');
  return root;
}
