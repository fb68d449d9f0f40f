/** Properties that were set before the script had come stand in the way of the element's setters: set them again. */
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
