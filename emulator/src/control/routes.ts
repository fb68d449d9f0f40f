import { z } from 'zod';
import { faultRuleSchema } from '../faults/fault-rule.ts';
import { ControlError } from './control-error.ts';
import type { Controls } from './controls.ts';
import { customAttributeSchema } from './custom-attribute.ts';
import {
  alternateKeySchema,
  batchFormatSchema,
  columnPermissionsSchema,
  contactTableSchema,
  costModelSchema,
  crmUserRowSchema,
  directorySchema,
  ipFirewallSchema,
  normalisationSchema,
  organizationSchema,
  privilegesSchema,
  protectionSchema,
  secretSchema,
  seedSchema,
  userSchema,
} from './schemas.ts';

interface ControlCall {
  readonly controls: Controls;
  /** The first group that the path pattern captured. */
  readonly id: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
}

/** A route answers with JSON, nothing, or one row per line. */
type ControlAnswer =
  | { readonly type: 'json'; readonly content: unknown }
  | { readonly type: 'done' }
  | { readonly type: 'rows'; readonly rows: Iterable<unknown> };

export interface ControlRoute {
  readonly method: string;
  readonly path: RegExp;
  readonly answer: (call: ControlCall) => ControlAnswer;
}

const mergeSchema = z.strictObject({ masterId: z.guid() });
const faultsSchema = z.array(faultRuleSchema);
const privilegeChangesSchema = z.record(z.string(), z.enum(['Basic', 'Local', 'Deep', 'Global']).nullable());

/** The control API, below `/_emulator`. The README describes it. */
export const controlRoutes: readonly ControlRoute[] = [
  command('POST', /^\/reset$/, ({ controls }) => controls.reset()),
  query('POST', /^\/seed$/, ({ controls, body }) => controls.seed(accepted(seedSchema, body))),

  {
    method: 'GET',
    path: /^\/contacts$/,
    answer: ({ controls, query }) => ({ type: 'rows', rows: contactRows(controls, pageOf(query)) }),
  },
  query('GET', /^\/contacts\/count$/, ({ controls }) => ({ count: controls.contactCount() })),
  query('GET', /^\/contacts\/([0-9a-f-]{36})$/i, ({ controls, id }) => found(controls.contact(id), id)),
  command('PATCH', /^\/contacts\/([0-9a-f-]{36})$/i, ({ controls, id, body }) =>
    controls.editContact(id, accepted(crmUserRowSchema, body)),
  ),
  command('DELETE', /^\/contacts\/([0-9a-f-]{36})$/i, ({ controls, id }) => controls.deleteContact(id)),
  command('POST', /^\/contacts\/([0-9a-f-]{36})\/deactivate$/i, ({ controls, id }) =>
    controls.deactivateContact(id),
  ),
  command('POST', /^\/contacts\/([0-9a-f-]{36})\/merge$/i, ({ controls, id, body }) =>
    controls.mergeContacts({ subordinateId: id, masterId: accepted(mergeSchema, body).masterId }),
  ),

  query('POST', /^\/attributes$/, ({ controls, body }) =>
    controls.addAttribute(accepted(customAttributeSchema, body)),
  ),
  command('DELETE', /^\/attributes\/(\w+)$/, ({ controls, id }) => controls.removeAttribute(id)),
  query('POST', /^\/keys$/, ({ controls, body }) =>
    controls.defineAlternateKey(accepted(alternateKeySchema, body)),
  ),
  command('DELETE', /^\/keys\/(\w+)$/, ({ controls, id }) => controls.removeAlternateKey(id)),

  command('PUT', /^\/normalisation$/, ({ controls, body }) =>
    controls.setNormalisation(accepted(normalisationSchema, body)),
  ),

  command('PATCH', /^\/contact-table$/, ({ controls, body }) =>
    controls.setContactTable(accepted(contactTableSchema, body)),
  ),
  command('PUT', /^\/ip-firewall$/, ({ controls, body }) =>
    controls.setIpFirewall(accepted(ipFirewallSchema, body)),
  ),

  command('PATCH', /^\/user$/, ({ controls, body }) => controls.setUser(accepted(userSchema, body))),
  command('PUT', /^\/privileges$/, ({ controls, body }) =>
    controls.setPrivileges(accepted(privilegesSchema, body)),
  ),
  command('PATCH', /^\/privileges$/, ({ controls, body }) =>
    controls.changePrivileges(accepted(privilegeChangesSchema, body)),
  ),
  command('PUT', /^\/column-permissions$/, ({ controls, body }) =>
    controls.setColumnPermissions(accepted(columnPermissionsSchema, body)),
  ),
  command('PATCH', /^\/secret$/, ({ controls, body }) => controls.setSecret(accepted(secretSchema, body))),
  command('PATCH', /^\/directory$/, ({ controls, body }) =>
    controls.setDirectory(accepted(directorySchema, body)),
  ),
  command('PATCH', /^\/organization$/, ({ controls, body }) =>
    controls.setOrganization(accepted(organizationSchema, body)),
  ),

  query('GET', /^\/requests$/, ({ controls }) => controls.requests()),
  query('GET', /^\/requests\/counts$/, ({ controls }) => controls.requestCounts()),
  command('DELETE', /^\/requests$/, ({ controls }) => controls.clearRequests()),
  query('GET', /^\/ledger$/, ({ controls }) => controls.ledger()),
  command('DELETE', /^\/ledger$/, ({ controls }) => controls.clearLedger()),
  query('GET', /^\/faults$/, ({ controls }) => controls.faults()),
  command('POST', /^\/faults$/, ({ controls, body }) => controls.addFaults(...accepted(faultsSchema, body))),
  command('DELETE', /^\/faults$/, ({ controls }) => controls.clearFaults()),
  command('PATCH', /^\/protection$/, ({ controls, body }) =>
    controls.setProtection(accepted(protectionSchema, body)),
  ),
  command('PATCH', /^\/batch-format$/, ({ controls, body }) =>
    controls.setBatchFormat(accepted(batchFormatSchema, body)),
  ),
  command('PATCH', /^\/costs$/, ({ controls, body }) =>
    controls.setCostModel(accepted(costModelSchema, body)),
  ),
];

function command(method: string, path: RegExp, act: (call: ControlCall) => void): ControlRoute {
  return {
    method,
    path,
    answer: (call) => {
      act(call);
      return { type: 'done' };
    },
  };
}

function query(method: string, path: RegExp, content: (call: ControlCall) => unknown): ControlRoute {
  return { method, path, answer: (call) => ({ type: 'json', content: content(call) }) };
}

/** The body if the schema accepts it; the control parses it. */
function accepted<Schema extends z.ZodType>(schema: Schema, body: unknown): z.input<Schema> {
  if (isInputOf(schema, body)) return body;
  const { error } = schema.safeParse(body);
  throw new ControlError(400, error === undefined ? 'The body is not valid.' : z.prettifyError(error));
}

function isInputOf<Schema extends z.ZodType>(schema: Schema, body: unknown): body is z.input<Schema> {
  return schema.safeParse(body).success;
}

function found<Item>(item: Item | null, id: string): Item {
  if (item === null) throw new ControlError(404, `There is no contact ${id}.`);
  return item;
}

const pageSchema = z.strictObject({
  /** Id of the last contact of the previous page. */
  after: z.guid().optional(),
  limit: z.coerce.number().int().positive().optional(),
  /** Properties separated by commas. */
  properties: z
    .string()
    .transform((text) => text.split(','))
    .optional(),
});

function pageOf(query: URLSearchParams): z.output<typeof pageSchema> {
  const page = pageSchema.safeParse(Object.fromEntries(query));
  if (page.success) return page.data;
  throw new ControlError(400, z.prettifyError(page.error));
}

function* contactRows(
  controls: Controls,
  { after, properties, limit = Infinity }: z.output<typeof pageSchema>,
): Generator<unknown> {
  let count = 0;
  for (const row of controls.contacts({ after, properties })) {
    if (count === limit) return;
    count += 1;
    yield row;
  }
}
