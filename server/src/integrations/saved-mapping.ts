import { type CrmField, checkMapping, type Mapping } from '@goodfunds/shared';
import { UseCaseError } from '../runtime/use-case-error.ts';
import { unlessUnanswered } from './unanswered.ts';

/** Holds a mapping against the attributes as they are now. A CRM that does not answer keeps nobody from saving. */
export async function refuseBrokenMapping(
  mapping: Mapping,
  fetchFields: () => Promise<CrmField[]>,
  signal: AbortSignal | undefined,
): Promise<void> {
  const crmFields = await unlessUnanswered(fetchFields, signal);
  if (!crmFields) return;
  const blocking = checkMapping(mapping, crmFields).filter(({ severity }) => severity === 'BLOCKING');
  const [first] = blocking;
  if (!first) return;
  throw new UseCaseError(first.code, {
    ...first.params,
    path: `mapping.${first.attribute}`,
    problems: blocking.map(({ attribute, code }) => `${attribute} ${code}`),
  });
}
