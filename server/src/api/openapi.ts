import * as shared from '@goodfunds/shared/schemas';
import { z } from 'zod';
import { maxBodyBytes } from './body-limits.ts';
import {
  MAX_ARRAY_MEMBERS,
  MAX_INPUT_MEMBERS,
  MAX_OBJECT_MEMBERS,
  MAX_PUSH_MEMBERS,
} from './input-limits.ts';
import { type ListedProcedure, listProcedures } from './procedure-list.ts';

type Json = Record<string, unknown>;

let document: Json | undefined;

/** The OpenAPI 3.1 document of the API, generated once from the schemas that validate its calls. */
export function openApiDocument(): Json {
  document ??= describeApi();
  return document;
}

function describeApi(): Json {
  const procedures = listProcedures();
  return {
    openapi: '3.1.0',
    info: {
      title: 'GoodFunds CRM integration',
      version: '1',
      description: `Plain JSON over HTTP: every call is a POST with its input as the body, and the result is in \`result.data\`. \`null\` means absent, dates are ISO 8601. Users call with a GoodFunds token, the host application with a service key and the \`accountId\` in every input. An object has at most ${MAX_OBJECT_MEMBERS} members, an array ${MAX_ARRAY_MEMBERS}, and an input ${MAX_INPUT_MEMBERS} in all its objects and arrays (${MAX_PUSH_MEMBERS} for \`sync.push\`).`,
    },
    servers: [{ url: '/' }],
    security: [{ bearer: [] }],
    paths: Object.fromEntries(
      procedures.map((procedure) => [`/trpc/${procedure.path}`, pathItem(procedure)]),
    ),
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'A GoodFunds token, or a service key.' },
      },
      responses: { Error: errorResponse() },
      schemas: componentSchemas(procedures),
    },
  };
}

function pathItem(procedure: ListedProcedure): Json {
  const { path, type, callers } = procedure;
  const maxBytes = Math.max(...callers.map((caller) => maxBodyBytes(caller, [path])));
  const operation = {
    operationId: path,
    tags: [path.split('.')[0]],
    summary: procedure.summary,
    description: `For ${callers.map((caller) => CALLERS[caller]).join(' and ')}. The body has at most ${maxBytes} bytes.`,
    responses: { 200: answer(procedure), default: { $ref: '#/components/responses/Error' } },
  };
  if (type === 'subscription' || !procedure.streams)
    return { post: { ...operation, requestBody: body(ref(`${path}.input`)) } };
  const parameters = [
    { name: 'batch', in: 'query', required: true, schema: { const: 1 } },
    { name: 'trpc-accept', in: 'header', required: true, schema: { const: 'application/jsonl' } },
  ];
  const numbered = { type: 'object', properties: { 0: ref(`${path}.input`) }, required: ['0'] };
  return { post: { ...operation, parameters, requestBody: body(numbered) } };
}

const CALLERS = { user: 'users', service: 'the host application' } as const;

function body(schema: Json): Json {
  return { required: true, content: json(schema) };
}

function answer({ path, type, streams }: ListedProcedure): Json {
  const output = ref(`${path}.output`);
  if (type === 'subscription')
    return {
      description: 'Server-sent events; each `data` is one of these, and `id` is its revision.',
      content: { 'text/event-stream': { schema: output } },
    };
  if (streams)
    return {
      description: 'JSON lines in the format of tRPC, with values of this schema.',
      content: { 'application/json': { schema: output } },
    };
  const result = { type: 'object', properties: { data: output }, required: ['data'] };
  return {
    description: 'Success.',
    content: json({ type: 'object', properties: { result }, required: ['result'] }),
  };
}

function errorResponse(): Json {
  return {
    description:
      'Error. `error.data.crm.code` is the reason, `retryable` whether the same call can succeed later, `retryAfterMs` when.',
    headers: {
      'Retry-After': {
        description: 'Seconds to wait, where a retry can succeed.',
        schema: { type: 'integer' },
      },
      'X-Request-Id': {
        description: 'Identifies the call in the log of the service.',
        schema: { type: 'string' },
      },
    },
    content: json({ type: 'object', properties: { error: ref(ERROR) }, required: ['error'] }),
  };
}

function ref(name: string): Json {
  return { $ref: `#/components/schemas/${name}` };
}

function json(schema: Json): Json {
  return { 'application/json': { schema } };
}

const ERROR = 'Error';

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

/** Schemas that several procedures share. */
const NAMED = {
  Contact: shared.contactSchema,
  ContactOutcome: shared.contactOutcomeSchema,
  CrmField: shared.crmFieldSchema,
  Integration: shared.integrationSchema,
  Item: shared.itemSchema,
  ProviderStatus: shared.providerStatusSchema,
  Run: shared.runSchema,
} as const;

/** The schemas of all inputs and outputs, such as `sync.push.input`, and the shared ones. */
function componentSchemas(procedures: readonly ListedProcedure[]): Json {
  return { ...inputSchemas(procedures), ...outputSchemas(procedures) };
}

function inputSchemas(procedures: readonly ListedProcedure[]): Json {
  const registry = z.registry<{ id: string }>();
  registry.add(shared.contactSchema, { id: 'ContactInput' });
  registry.add(shared.mappingInputSchema, { id: 'MappingInput' });
  for (const { path, inputs } of procedures) {
    const [first = z.object({}), ...others] = inputs;
    const whole = others.reduce((left, right) => z.intersection(left, right), first);
    registry.add(copyOf(whole), { id: `${path}.input` });
  }
  return componentsOf(registry, 'input');
}

function outputSchemas(procedures: readonly ListedProcedure[]): Json {
  const registry = z.registry<{ id: string }>();
  registry.add(errorSchema, { id: ERROR });
  for (const [id, schema] of Object.entries(NAMED)) registry.add(schema, { id });
  for (const { path, output } of procedures) {
    registry.add(copyOf(output), { id: `${path}.output` });
  }
  return componentsOf(registry, 'output');
}

/** A copy, because a registry holds each schema under one name and procedures share some. */
function copyOf(schema: z.ZodType): z.ZodType {
  return z.lazy(() => schema);
}

function componentsOf(registry: z.core.$ZodRegistry<{ id: string }>, io: 'input' | 'output'): Json {
  const { schemas } = z.toJSONSchema(registry, { io, uri: (id) => `#/components/schemas/${id}` });
  return Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, withoutIdentity(schema)]));
}

/** Within one document a schema is identified by its position. */
function withoutIdentity(schema: Json): Json {
  const keywords = Object.entries(schema).filter(([keyword]) => keyword !== '$schema' && keyword !== '$id');
  return Object.fromEntries(keywords);
}
