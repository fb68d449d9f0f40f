import type { CrmIntegrationPort, CrmValue } from '@goodfunds/shared';

/** A CRM of its own for one test, seen from both sides. */
export interface CrmHarness {
  /** Opened with credentials that work. */
  readonly port: CrmIntegrationPort;
  /** Another one, opened with credentials that the CRM refuses. */
  readonly refusedPort: CrmIntegrationPort;
  /** What this CRM calls the attributes that the suite maps; all of them take text. */
  readonly attributes: { email: string; firstName: string; lastName: string; city: string };
  /** Puts a contact into the CRM behind the port's back; answers its id. */
  seed: (contact: SeededContact) => Promise<string>;
  /** Removes a contact from the CRM behind the port's back. */
  remove: (crmContactId: string) => Promise<void>;
  /** Everything that stands in the CRM, inactive ones included; `null` for an attribute without a value. */
  rows: () => Promise<RemoteRow[]>;
  close: () => Promise<void>;
}

export type SeededContact = {
  email?: string;
  firstName?: string;
  lastName?: string;
  city?: string;
  /** True unless told. */
  active?: boolean;
  /** ISO instants. */
  createdOn?: string;
  modifiedOn?: string;
};

export type RemoteRow = { id: string; active: boolean; values: Readonly<Record<string, CrmValue>> };

export type MakeHarness = () => Promise<CrmHarness>;
