import { type AppearanceVariable, type AppearanceVariables, VARIABLES } from './appearance.ts';

/** A style sheet with the host's variables for one panel. Invalid values are left out; CSSOM needs no CSP exception. */
export function createVariableSheet(instance: string, variables: AppearanceVariables): CSSStyleSheet {
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
