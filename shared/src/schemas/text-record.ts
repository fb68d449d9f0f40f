import { z } from 'zod';

/** Like `z.record`, for keys that are foreign text: `z.record` drops the key `__proto__`. */
export function textRecord<Value extends z.ZodType>(key: z.ZodString, value: Value) {
  return z.preprocess(
    (input: Record<string, z.input<Value>>) => renameKeys(input, (name) => `_${name}`),
    z.record(key, value).overwrite((record) => renameKeys(record, (name) => name.slice(1))),
  );
}

/** `__proto__`, and with more underscores the names that it and they are renamed to while zod reads the record. */
const RENAMED = /^_*__proto__$/;

function renameKeys<Values extends object>(values: Values, rename: (name: string) => string): Values;
function renameKeys(values: unknown, rename: (name: string) => string): unknown {
  if (typeof values !== 'object' || values === null) return values;
  if (!Object.keys(values).some((name) => RENAMED.test(name))) return values;
  return Object.fromEntries(
    Object.entries(values).map(([name, value]: [string, unknown]) => [
      RENAMED.test(name) ? rename(name) : name,
      value,
    ]),
  );
}
