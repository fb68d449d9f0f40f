import { type Email, normaliseEmail } from '@goodfunds/shared';
import type { Found } from './find-contacts.ts';
import type { Plan } from './plan-contact.ts';

/** Whether the plan gives an existing CRM contact another primary e-mail. */
export function changesEmail(plan: Plan, email: Email | null): boolean {
  if (plan.kind !== 'WRITE' || plan.before === null || email === null) return false;
  return plan.write.values['emailaddress1'] !== undefined && normaliseEmail(plan.before.email) !== email;
}

/** Leaves the e-mail out if another active CRM contact has it: a later search could not tell the two apart. */
export function withoutTakenEmail(plan: Plan, email: Email | null, { byEmail }: Found): Plan {
  if (plan.kind !== 'WRITE' || email === null || !changesEmail(plan, email)) return plan;
  const holder = byEmail.get(email)?.find((row) => row.active && row.id !== plan.write.id);
  if (!holder) return plan;
  const { emailaddress1: _, ...values } = plan.write.values;
  const outcome: Plan['outcome'] = {
    ...plan.outcome,
    changedAttributes: plan.outcome.changedAttributes.filter((attribute) => attribute !== 'emailaddress1'),
    changes: plan.outcome.changes.map((change) =>
      change.attribute === 'emailaddress1'
        ? { ...change, after: change.before, written: false, reason: 'EMAIL_TAKEN' }
        : change,
    ),
    warnings: [
      ...plan.outcome.warnings,
      { code: 'EMAIL_TAKEN', params: { attribute: 'emailaddress1', crmContactId: holder.id } },
    ],
  };
  if (Object.keys(values).length > 0) return { ...plan, write: { ...plan.write, values }, outcome };
  return { kind: 'RESOLVED', outcome: { ...outcome, outcome: 'UNCHANGED' } };
}
