import type { Environment } from 'downshift';
import { useMemo } from 'react';
import { type PanelRoot, usePanelRoot } from './root-context.tsx';

/** Lets downshift look for focus and pointer inside the panel's shadow root; from outside it sees only the host. */
export function useComboboxEnvironment(): Environment {
  const root = usePanelRoot();
  return useMemo(
    () => ({
      document: asDocument(root),
      addEventListener: root.addEventListener.bind(root),
      removeEventListener: root.removeEventListener.bind(root),
      Node: window.Node,
    }),
    [root],
  );
}

/** Of a document downshift uses `activeElement` and `getElementById`, which a shadow root has too. */
function asDocument(root: PanelRoot): Document {
  return root as Document;
}
