import { z } from 'zod';

export const integrationIdInputSchema = z.object({ integrationId: z.string().max(100) });
