import { initTRPC } from '@trpc/server';
import { z } from 'zod';
import { badRequest, notFound, tooManyRequests, UseCaseError } from '../runtime/use-case-error.ts';
import type { Caller, Principal, PrincipalKind } from '../security/principal.ts';
import type { ApiContext } from './context.ts';
import { formatError } from './error-mapping.ts';
import { limitMembers } from './input-limits.ts';

const t = initTRPC
  .context<ApiContext>()
  .meta<{ callers: readonly PrincipalKind[] }>()
  .create({
    isDev: false,
    errorFormatter: formatError,
    /** Keeps idle connections open through proxies, and lets clients detect a dead one. */
    sse: { ping: { enabled: true, intervalMs: 15_000 }, client: { reconnectAfterInactivityMs: 45_000 } },
    jsonl: { pingMs: 15_000 },
  });

export const router = t.router;

/** For users of the panel. */
export const userProcedure = procedureFor(['user']);
/** For the host application. */
export const serviceProcedure = procedureFor(['service']);
export const anyProcedure = procedureFor(['user', 'service']);

/** Checks caller and rate limit before the body is parsed, and the account before the rest of the input. */
function procedureFor(callers: readonly PrincipalKind[]) {
  return t.procedure
    .meta({ callers })
    .use(async ({ ctx, path, next }) => {
      const principal = authorise(ctx.principal, callers);
      if (principal.kind === 'user') await count(ctx, principal.kind, principal.accountId, path);
      return await next({ ctx: { principal } });
    })
    .use(async ({ ctx, getRawInput, path, next }) => {
      const input = (await getRawInput()) ?? {};
      limitMembers(input, path, ctx.counted);
      return await next({ getRawInput: () => Promise.resolve(input) });
    })
    .input(z.object({ accountId: z.number().int().positive().optional() }))
    .use(async ({ ctx, input, path, next }) => {
      const caller = callerOf(ctx.principal, input.accountId);
      if (ctx.principal.kind === 'service') await count(ctx, ctx.principal.kind, caller.accountId, path);
      return await next({ ctx: { caller } });
    });
}

function authorise(principal: Principal | null, kinds: readonly PrincipalKind[]): Principal {
  if (!principal) throw new UseCaseError('UNAUTHORIZED');
  if (!kinds.includes(principal.kind)) throw new UseCaseError('FORBIDDEN');
  return principal;
}

/** Users and the host application count apart, so that a loop in a browser cannot block pushes. */
async function count(
  { rateLimits }: ApiContext,
  kind: PrincipalKind,
  accountId: number,
  procedure: string,
): Promise<void> {
  const retryAfterMs = await rateLimits.take({ holder: `${kind} ${accountId}`, procedure });
  if (retryAfterMs !== null) throw tooManyRequests(retryAfterMs);
}

/** A service names the account it acts for; a user can act only for their own account. */
function callerOf(principal: Principal, accountId: number | undefined): Caller {
  if (principal.kind === 'service') {
    if (accountId === undefined)
      throw badRequest('accountId', 'a service has to name the account in every call');
    return { accountId, actor: principal.actor };
  }
  if (accountId !== undefined && accountId !== principal.accountId) throw notFound();
  return { accountId: principal.accountId, actor: principal.actor, name: principal.name };
}
