import { IntegrationError } from '../crm/integration-error.ts';

/** What the CRM answers, or `null` when it cannot be asked right now, for whatever reason. */
export async function unlessUnanswered<T>(
  ask: () => Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof IntegrationError && !signal?.aborted) return null;
    throw error;
  }
}
