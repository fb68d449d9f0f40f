import { type AppearanceVariables, VARIABLE_PROPERTIES } from './appearance.ts';

/**
 * A style sheet that sets a host's variables on one panel. The values go through the object model, which no policy
 * forbids and which takes each for a value alone, whatever is in it.
 */
export function createVariableSheet(instance: string, variables: AppearanceVariables): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`.gfc[data-instance="${CSS.escape(instance)}"] {}`);
  const [rule] = sheet.cssRules;
  if (!(rule instanceof CSSStyleRule)) return sheet;
  for (const [name, property] of Object.entries(VARIABLE_PROPERTIES)) {
    const value = variables[name as keyof typeof VARIABLE_PROPERTIES];
    if (value !== undefined) rule.style.setProperty(property, value);
  }
  return sheet;
}
