import { z } from 'zod';

/** The output of a procedure that streams: every value is checked on its way out, then handed to `wrap`. */
export function streamOf<Item, Sent>(item: z.ZodType<Item>, wrap: (value: Item) => Sent) {
  return z
    .custom<AsyncIterable<Item>>(isAsyncIterable)
    .transform((values): AsyncIterable<Sent, void> => checkEach(values, item, wrap));
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
