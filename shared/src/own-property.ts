/** An object's own property. Foreign text can also be the name of an inherited one, such as `constructor`. */
export function ownProperty<Value>(object: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}
