import { z } from 'zod';
import { appRouter } from './router.ts';
import { streamedItem } from './stream-schema.ts';

export type ListedProcedure = {
  /** `sync.push` */
  path: string;
  type: 'query' | 'mutation' | 'subscription';
  callers: readonly ('user' | 'service')[];
  /** Every one of them has to take the input. */
  inputs: readonly z.ZodType[];
  /** What is answered; of a procedure that streams, each value. */
  output: z.ZodType;
  streams: boolean;
};

/** All procedures of the router, as the router itself has them, by path. */
export function listProcedures(): ListedProcedure[] {
  const procedures = Object.entries<unknown>(appRouter._def.procedures).map(([path, procedure]) => {
    const { type, meta, inputs, output } = procedureSchema.parse(procedure);
    const item = streamedItem(output);
    return { path, type, callers: meta.callers, inputs, output: item ?? output, streams: item !== null };
  });
  return procedures.sort((left, right) => left.path.localeCompare(right.path, 'en'));
}

const schema = z.custom<z.ZodType>((value) => value instanceof z.ZodType);

/** What tRPC keeps of a procedure; its types tell less than there is. */
const procedureSchema = z
  .custom<{ _def: unknown }>((value) => typeof value === 'function' && '_def' in value)
  .transform(({ _def }) => _def)
  .pipe(
    z.object({
      type: z.enum(['query', 'mutation', 'subscription']),
      meta: z.object({ callers: z.array(z.enum(['user', 'service'])) }),
      inputs: z.array(schema),
      output: schema,
    }),
  );
