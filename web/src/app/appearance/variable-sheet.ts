import { type AppearanceVariable, type AppearanceVariables, VARIABLES } from './appearance.ts';

/**
 * A style sheet that sets a host's variables on one panel. A value is set only where CSS takes it for what it is meant
 * for, so nothing but a colour ever is one; and it is set through the object model, which no policy forbids.
 */
export function createVariableSheet(instance: string, variables: AppearanceVariables): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`.gfc[data-instance="${CSS.escape(instance)}"] {}`);
  const [rule] = sheet.cssRules;
  if (!(rule instanceof CSSStyleRule)) return sheet;
  for (const [name, { property, like }] of Object.entries(VARIABLES)) {
    const value = variables[name as AppearanceVariable];
    if (value !== undefined && CSS.supports(like, value)) rule.style.setProperty(property, value);
  }
  return sheet;
}
