import { IntegrationError } from '../../../crm/integration-error.ts';

/** The error that stopped the call. */
export async function stoppedBy(work: Promise<unknown>): Promise<IntegrationError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof IntegrationError) return error;
    throw error;
  }
  throw new Error('nothing stopped it');
}
