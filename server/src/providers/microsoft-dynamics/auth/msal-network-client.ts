import { z } from 'zod';
import { boundedArray } from '../../../crm/bounded-array.ts';
import type { ProviderContext } from '../../../crm/provider-definition.ts';
import { parseJson } from '../../../runtime/json.ts';
import { TOKEN_TIMEOUT_MS } from '../../../runtime/timeouts.ts';
import { EgressError, type EgressFailure } from '../../../security/egress/egress.ts';
import type { TokenRefusal } from './aadsts-errors.ts';
import { AUTHORITY_HOSTS } from './clouds.ts';

export type MsalNetworkClient = ReturnType<typeof createMsalNetworkClient>;

export type TokenFailure =
  | { kind: 'REFUSED'; refusal: TokenRefusal; headers: Readonly<Record<string, string>> }
  | { kind: 'NOT_SENT'; failure: EgressFailure };

type NetworkOptions = { headers?: Record<string, string>; body?: string };
type NetworkAnswer<Body> = { status: number; headers: Record<string, string>; body: Body };

/**
 * The network client that MSAL must use, so that token requests pass the egress guard. Adds a time-out and a signal,
 * which MSAL does not have.
 */
export function createMsalNetworkClient({
  egress,
  countTokenRequest,
}: Pick<ProviderContext, 'egress' | 'countTokenRequest'>) {
  let lastFailure: TokenFailure | null = null;
  let signal: AbortSignal | null = null;

  async function send<Body>(
    method: 'GET' | 'POST',
    url: string,
    options: NetworkOptions = {},
  ): Promise<NetworkAnswer<Body>> {
    lastFailure = null;
    try {
      const answer = await egress.request({
        url: new URL(url),
        method,
        headers: options.headers ?? {},
        ...(options.body === undefined ? {} : { body: options.body, secrets: secretsOf(options.body) }),
        allowedHosts: AUTHORITY_HOSTS,
        timeoutMs: TOKEN_TIMEOUT_MS,
        maxAnswerBytes: MAX_TOKEN_ANSWER_BYTES,
        ...(signal && { signal }),
      });
      countTokenRequest(answer.status);
      const body = answerSchema.parse(parseJson(answer.body));
      if (answer.status !== 200) {
        lastFailure = { kind: 'REFUSED', headers: answer.headers, refusal: readRefusal(answer.status, body) };
      }
      return { status: answer.status, headers: { ...answer.headers }, body: asMsalBody<Body>(body) };
    } catch (error) {
      if (error instanceof EgressError) {
        countTokenRequest(null);
        lastFailure = { kind: 'NOT_SENT', failure: error.failure };
      }
      throw error;
    }
  }

  return {
    sendGetRequestAsync: <Body>(url: string) => send<Body>('GET', url),
    sendPostRequestAsync: <Body>(url: string, options?: NetworkOptions) => send<Body>('POST', url, options),
    /** Forgets the last failure. The requests that follow end with the signal. */
    begin: (nextSignal: AbortSignal): void => {
      lastFailure = null;
      signal = nextSignal;
    },
    /** `null` if no request was sent or the last one succeeded. An MSAL error contains only part of it. */
    lastFailure: (): TokenFailure | null => lastFailure,
  };
}

/** The values that must not be logged. */
function secretsOf(form: string): string[] {
  const fields = new URLSearchParams(form);
  return ['client_secret', 'client_assertion'].flatMap((name) => fields.getAll(name));
}

/** A token or an error has a few kilobytes. */
export const MAX_TOKEN_ANSWER_BYTES = 64 * 1024;

const MAX_ERROR_CODES = 20;

const text = z.string().optional().catch(undefined);
const seconds = z.union([z.number(), z.string()]).optional().catch(undefined);

/**
 * The members that MSAL reads, in the types that it expects without checking. Members of other types are dropped; an
 * answer that is not JSON becomes an empty object.
 */
const answerSchema = z
  .object({
    token_type: text,
    access_token: text,
    expires_in: seconds,
    ext_expires_in: seconds,
    refresh_in: seconds,
    scope: text,
    error: text,
    error_description: text,
    error_codes: boundedArray(z.union([z.number(), z.string().max(20)]), MAX_ERROR_CODES)
      .optional()
      .catch(undefined),
    suberror: text,
    timestamp: text,
    trace_id: text,
    correlation_id: text,
    claims: text,
  })
  .catch({});

function readRefusal(status: number, body: z.output<typeof answerSchema>): TokenRefusal {
  const { error = null, error_description = '', error_codes = [], trace_id = '' } = body;
  return {
    status,
    error,
    numbers: error_codes.map(String),
    description: error_description.slice(0, 2_000),
    requestId: trace_id === '' || trace_id.length > 100 ? null : trace_id,
  };
}

/** MSAL names the type that it expects; `answerSchema` has checked the members. */
function asMsalBody<Body>(body: unknown): Body {
  return body as Body;
}
