import * as shared from '@goodfunds/shared/schemas';
import { z } from 'zod';
import type { ListedProcedure } from './procedure-list.ts';

type Json = Record<string, unknown>;

/** The name of the schema of every refusal. */
export const ERROR = 'Error';

const errorSchema = z.object({
  message: z.string(),
  code: z.number().int(),
  data: z.object({
    code: z.string(),
    httpStatus: z.number().int(),
    path: z.string().optional(),
    crm: shared.apiErrorSchema,
  }),
});

/** What callers meet again and again, under a name of its own. */
const NAMED = {
  Contact: shared.contactSchema,
  ContactOutcome: shared.contactOutcomeSchema,
  CrmField: shared.crmFieldSchema,
  Integration: shared.integrationSchema,
  Item: shared.itemSchema,
  ProviderStatus: shared.providerStatusSchema,
  Run: shared.runSchema,
} as const;

/** The input and the output of every procedure, `sync.push.input`, and what they have in common. */
export function componentSchemas(procedures: readonly ListedProcedure[]): Json {
  return { ...inputSchemas(procedures), ...outputSchemas(procedures) };
}

function inputSchemas(procedures: readonly ListedProcedure[]): Json {
  const registry = z.registry<{ id: string }>();
  registry.add(shared.contactSchema, { id: 'ContactInput' });
  registry.add(shared.mappingSchema, { id: 'MappingInput' });
  for (const { path, inputs } of procedures) {
    const [first = z.object({}), ...others] = inputs;
    const whole = others.reduce((left, right) => z.intersection(left, right), first);
    registry.add(alone(whole), { id: `${path}.input` });
  }
  return componentsOf(registry, 'input');
}

function outputSchemas(procedures: readonly ListedProcedure[]): Json {
  const registry = z.registry<{ id: string }>();
  registry.add(errorSchema, { id: ERROR });
  for (const [id, schema] of Object.entries(NAMED)) registry.add(schema, { id });
  for (const { path, output } of procedures) {
    registry.add(alone(output), { id: `${path}.output` });
  }
  return componentsOf(registry, 'output');
}

/** Procedures share schemas, and a registry has one name for each. */
function alone(schema: z.ZodType): z.ZodType {
  return z.lazy(() => schema);
}

function componentsOf(registry: z.core.$ZodRegistry<{ id: string }>, io: 'input' | 'output'): Json {
  const { schemas } = z.toJSONSchema(registry, { io, uri: (id) => `#/components/schemas/${id}` });
  return Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, withoutIdentity(schema)]));
}

/** Inside of one document a schema is known by where it stands. */
function withoutIdentity(schema: Json): Json {
  const keywords = Object.entries(schema).filter(([keyword]) => keyword !== '$schema' && keyword !== '$id');
  return Object.fromEntries(keywords);
}
