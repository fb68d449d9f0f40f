import {
  MICROSOFT_DYNAMICS_CHECKS,
  type MicrosoftDynamicsCheck,
  type ProviderStatus,
} from '@goodfunds/shared';

export function checkOf(status: ProviderStatus, id: MicrosoftDynamicsCheck) {
  return status.checks.find((check) => check.id === id);
}

export function checkResults(status: ProviderStatus): Record<string, string> {
  return Object.fromEntries(
    status.checks.map(({ id, status: result, code }) => [id, code === null ? result : `${result} ${code}`]),
  );
}

/** All checks before the failed one pass, all after it are skipped. */
export function failedAt(failed: MicrosoftDynamicsCheck, code: string): Record<string, string> {
  const at = MICROSOFT_DYNAMICS_CHECKS.indexOf(failed);
  return Object.fromEntries(
    MICROSOFT_DYNAMICS_CHECKS.map((id, index) => [
      id,
      index < at ? 'PASSED' : index === at ? `FAILED ${code}` : 'SKIPPED',
    ]),
  );
}
