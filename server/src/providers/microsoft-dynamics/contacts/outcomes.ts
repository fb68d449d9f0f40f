import type { AttributeChange, ContactOutcome, Failure, SkipReason } from '@goodfunds/shared';

type Extras = Partial<Pick<ContactOutcome, 'crmContactId' | 'candidates' | 'changes' | 'warnings'>>;

export function skipped(contactId: string, reason: SkipReason, extras: Extras = {}): ContactOutcome {
  return { ...blank(contactId), outcome: 'SKIPPED', reason, ...extras };
}

export function failed(contactId: string, error: Failure, extras: Extras = {}): ContactOutcome {
  return { ...blank(contactId), outcome: 'FAILED', reason: error.code, error, ...extras };
}

export function succeeded(
  contactId: string,
  outcome: 'CREATED' | 'UPDATED' | 'UNCHANGED',
  {
    crmContactId,
    changes,
    warnings = [],
  }: { crmContactId: string; changes: AttributeChange[]; warnings?: Failure[] },
): ContactOutcome {
  const changedAttributes = changes.filter((change) => change.written).map((change) => change.attribute);
  return { ...blank(contactId), outcome, crmContactId, changedAttributes, changes, warnings };
}

function blank(contactId: string): ContactOutcome {
  return {
    contactId,
    outcome: 'UNCHANGED',
    reason: null,
    crmContactId: null,
    candidates: [],
    changedAttributes: [],
    changes: [],
    warnings: [],
    error: null,
  };
}
