import { z } from 'zod';
import { isTokenErrorCode } from '../entra/token-errors.ts';

const pattern = z.string().refine(isRegularExpression, 'is not a regular expression');

/** All given members must match; an empty matcher matches everything. */
const exchangeMatcher = z.strictObject({
  method: z.string().optional(),
  /** Regular expression over path and query, as sent. */
  url: pattern.optional(),
  /** Regular expression over the body. */
  body: pattern.optional(),
});

const retryAfter = z.union([z.int().nonnegative(), z.strictObject({ date: z.iso.datetime() })]);

const faultAction = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('respond'),
    status: z.int().min(200).max(599),
    headers: z.record(z.string(), z.string()).default({}),
    /** Text is sent unchanged, anything else as JSON. */
    body: z.unknown().default(''),
  }),
  z.strictObject({ type: z.literal('delay'), delayMs: z.number().nonnegative() }),
  z.strictObject({ type: z.literal('drop'), when: z.enum(['beforeCommit', 'afterCommit']) }),
  z.strictObject({ type: z.literal('truncate'), afterBytes: z.int().nonnegative() }),
  z.strictObject({
    type: z.literal('throttle'),
    limit: z.enum(['requests', 'time', 'concurrency']),
    retryAfter,
  }),
  z.strictObject({ type: z.literal('refuseToken'), code: z.string().refine(isTokenErrorCode, 'is unknown') }),
]);

const wholeAnswerActions: ReadonlySet<string> = new Set(['truncate', 'refuseToken']);

/**
 * One scripted fault. Without `part` it applies to whole requests, with it to the operations of a `$batch` whose
 * request matches `match`. It ignores the first `after` matches and then acts `times` times (null: always).
 */
export const faultRuleSchema = z
  .strictObject({
    name: z.string().optional(),
    match: exchangeMatcher.default({}),
    part: exchangeMatcher.optional(),
    after: z.int().nonnegative().default(0),
    times: z.int().positive().nullable().default(1),
    action: faultAction,
  })
  .refine((rule) => rule.part === undefined || !wholeAnswerActions.has(rule.action.type), {
    message: 'is about a whole answer and cannot act on a part',
    path: ['action'],
  });

export type FaultRule = z.output<typeof faultRuleSchema>;
export type FaultRuleInput = z.input<typeof faultRuleSchema>;
export type FaultAction = FaultRule['action'];
export type ExchangeMatcher = z.output<typeof exchangeMatcher>;

function isRegularExpression(text: string): boolean {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
}
