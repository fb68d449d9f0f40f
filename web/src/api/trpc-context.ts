import type { AppRouter } from '@goodfunds/server/router';
import { createTRPCContext } from '@trpc/tanstack-react-query';

/** `useTRPC()` gives query and mutation options by procedure, `useTRPCClient()` the client itself. */
export const { TRPCProvider, useTRPC, useTRPCClient } = createTRPCContext<AppRouter>();
