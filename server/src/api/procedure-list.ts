import { pushInputSchema } from '@goodfunds/shared/schemas';
import { z } from 'zod';
import { parsePushInput } from './push-input.ts';
import { appRouter } from './router.ts';
import { streamedItem } from './streams.ts';

export type ListedProcedure = {
  /** `sync.push` */
  path: string;
  summary: string;
  type: 'query' | 'mutation' | 'subscription';
  callers: readonly ('user' | 'service')[];
  /** The input has to match all of them. */
  inputs: readonly z.ZodType[];
  /** The schema of the result, or of each value of a stream. */
  output: z.ZodType;
  streams: boolean;
};

/** All procedures of the router, sorted by path. */
export function listProcedures(): ListedProcedure[] {
  const procedures = Object.entries<unknown>(appRouter._def.procedures).map(([path, procedure]) => {
    const { type, meta, inputs, output } = procedureSchema.parse(procedure);
    const item = streamedItem(output);
    return {
      path,
      summary: PROCEDURE_SUMMARIES[path] ?? path,
      type,
      callers: meta.callers,
      inputs,
      output: item ?? output,
      streams: item !== null,
    };
  });
  return procedures.sort((left, right) => left.path.localeCompare(right.path, 'en'));
}

const schema = z.custom<z.ZodType>((value) => value instanceof z.ZodType);

/** The description of an input that a function parses. */
const inputSchema = z
  .unknown()
  .transform((parser) => (parser === parsePushInput ? pushInputSchema : parser))
  .pipe(schema);

/** tRPC keeps these at run time, but its types do not show them. */
const procedureSchema = z
  .custom<{ _def: unknown }>((value) => typeof value === 'function' && '_def' in value)
  .transform(({ _def }) => _def)
  .pipe(
    z.object({
      type: z.enum(['query', 'mutation', 'subscription']),
      meta: z.object({ callers: z.array(z.enum(['user', 'service'])) }),
      inputs: z.array(inputSchema),
      output: schema,
    }),
  );

export const PROCEDURE_SUMMARIES: Readonly<Record<string, string>> = {
  'config.providers': 'The supported CRMs and the credentials that each needs',
  'config.list': 'The integrations of the account, with their health',
  'config.get': 'One integration',
  'config.create': 'Store credentials; the integration stays off until a mapping is saved',
  'config.update': 'Change the given settings; a stale version is a CONFLICT',
  'config.remove': 'Remove an integration with its runs',
  'config.suggestMapping': 'A mapping suggested from the attributes and fields',
  'connection.test': 'Test stored or given credentials',
  'connection.testStream': 'The same, check by check',
  'discovery.fields': 'The attributes of the CRM and the fields of the contacts',
  'sync.push': 'Push contacts; safe to repeat with the same idempotencyKey',
  'sync.start': 'Start a run over stored contacts',
  'sync.preview': 'What a run would do, without writing anything',
  'sync.get': 'One run',
  'sync.list': 'The runs of an integration, newest first',
  'sync.items': 'The outcome of each contact of a run',
  'sync.causes': 'Why contacts of a run were skipped or failed, with counts',
  'sync.cancel': 'Cancel a run; contacts in flight finish first',
  'sync.retryFailed': 'A new run over the failed contacts of another',
  'sync.progress': 'Snapshots of a run until it ends',
  'sync.contacts': 'The stored contacts of the account',
  'reviews.list': 'Skipped contacts that wait for a decision, with counts',
  'reviews.get': 'One review beside its candidates as they are in the CRM now',
  'reviews.decide': 'Decide reviews and start a run over their contacts',
  'contacts.forget': 'Erase the stored data of a contact',
};
