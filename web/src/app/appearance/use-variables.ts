import { useLayoutEffect } from 'react';
import type { PanelRoot } from '../styles/adopt-styles.ts';
import type { AppearanceVariables } from './appearance.ts';
import { createVariableSheet } from './variable-sheet.ts';

/** Applies a host's variables to one panel while it is mounted. */
export function useVariables(
  root: PanelRoot | null,
  instance: string,
  variables: AppearanceVariables | undefined,
): void {
  const written = JSON.stringify(variables ?? {});
  useLayoutEffect(() => {
    if (!root || written === '{}') return;
    const sheet = createVariableSheet(instance, JSON.parse(written) as AppearanceVariables);
    root.adoptedStyleSheets.push(sheet);
    return () => {
      root.adoptedStyleSheets = root.adoptedStyleSheets.filter((other) => other !== sheet);
    };
  }, [root, instance, written]);
}
