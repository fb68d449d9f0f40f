/** Properties set before the element was defined hide its setters; sets them again. */
export function takeEarlyProperties<Properties extends object>(
  element: HTMLElement & Properties,
  names: readonly (keyof Properties & string)[],
): void {
  for (const name of names) {
    if (!Object.hasOwn(element, name)) continue;
    const early = element[name];
    Reflect.deleteProperty(element, name);
    Reflect.set(element, name, early);
  }
}
