import { componentSchemas, ERROR } from './openapi-schemas.ts';
import { type ListedProcedure, listProcedures } from './procedure-list.ts';
import { PROCEDURE_SUMMARIES } from './procedure-summaries.ts';

type Json = Record<string, unknown>;

/** The HTTP calls of the API as an OpenAPI 3.1 document, made out of the schemas that check them. */
export function openApiDocument(): Json {
  const procedures = listProcedures();
  return {
    openapi: '3.1.0',
    info: {
      title: 'GoodFunds CRM integration',
      version: '1',
      description:
        'Plain JSON over HTTP: every call is a POST with its input as the body, and the answer stands in `result.data`. `null` means absent, dates are ISO 8601. Users call with a GoodFunds token, the host application with a service key and the `accountId` in every input.',
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
  const operation = {
    operationId: path,
    tags: [path.split('.')[0]],
    summary: PROCEDURE_SUMMARIES[path] ?? path,
    description: `For ${callers.map((caller) => CALLERS[caller]).join(' and ')}.`,
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
      description: 'Server-sent events; each `data` is one of these, and `id` says where to go on.',
      content: { 'text/event-stream': { schema: output } },
    };
  if (streams)
    return {
      description: 'JSON lines in the framing of tRPC, which carry values of this form.',
      content: { 'application/json': { schema: output } },
    };
  const result = { type: 'object', properties: { data: output }, required: ['data'] };
  return {
    description: 'Done.',
    content: json({ type: 'object', properties: { result }, required: ['result'] }),
  };
}

function errorResponse(): Json {
  return {
    description:
      'Refused. `error.data.crm.code` says why, `retryable` whether the same call may succeed later, `retryAfterMs` when.',
    headers: {
      'Retry-After': { description: 'Seconds, where waiting helps.', schema: { type: 'integer' } },
      'X-Request-Id': { description: 'By which the log knows this call.', schema: { type: 'string' } },
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
