import { useLayoutEffect } from 'react';
import type { PanelRoot } from '../styles/adopt-styles.ts';
import { type AppearanceVariable, type AppearanceVariables, VARIABLES } from './appearance.ts';

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

/** A style sheet with the host's variables for one panel. Invalid values are left out; CSSOM needs no CSP exception. */
function createVariableSheet(instance: string, variables: AppearanceVariables): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`.gfc[data-instance="${CSS.escape(instance)}"] {}`);
  const [rule] = sheet.cssRules;
  if (!(rule instanceof CSSStyleRule)) return sheet;
  for (const [name, { property, validatedBy }] of Object.entries(VARIABLES)) {
    const value = variables[name as AppearanceVariable];
    if (value !== undefined && CSS.supports(validatedBy, value)) rule.style.setProperty(property, value);
  }
  return sheet;
}
