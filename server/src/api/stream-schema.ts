import { z } from 'zod';

const items = new WeakMap<object, z.ZodType>();

/** The output of a procedure that streams: every value is checked on its way out, then handed to `wrap`. */
export function streamOf<Item, Sent>(item: z.ZodType<Item>, wrap: (value: Item) => Sent) {
  const stream = z
    .custom<AsyncIterable<Item>>(isAsyncIterable)
    .transform((values): AsyncIterable<Sent, void> => checkEach(values, item, wrap));
  items.set(stream, item);
  return stream;
}

/** The schema of each value of a stream; `null` where the output is no stream. */
export function streamedItem(output: z.ZodType): z.ZodType | null {
  return items.get(output) ?? null;
}

async function* checkEach<Item, Sent>(
  values: AsyncIterable<Item>,
  item: z.ZodType<Item>,
  wrap: (value: Item) => Sent,
): AsyncGenerator<Sent, void> {
  for await (const value of values) yield wrap(item.parse(value));
}

function isAsyncIterable(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}
