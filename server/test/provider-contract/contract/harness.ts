import type { CrmIntegrationPort, CrmValue } from '@goodfunds/shared';

/** A separate CRM for one test, with access from both sides. */
export interface CrmHarness {
  /** Opened with valid credentials. */
  readonly port: CrmIntegrationPort;
  /** Opened with credentials that the CRM refuses. */
  readonly refusedPort: CrmIntegrationPort;
  /** The CRM's names of the text attributes that the suite maps. */
  readonly attributes: { email: string; firstName: string; lastName: string; city: string };
  /** Creates a contact in the CRM without the port and returns its id. */
  seed: (contact: SeededContact) => Promise<string>;
  /** Deletes a contact in the CRM without the port. */
  remove: (crmContactId: string) => Promise<void>;
  /** All contacts of the CRM, inactive ones included; `null` for an attribute without a value. */
  rows: () => Promise<RemoteRow[]>;
  close: () => Promise<void>;
}

export type SeededContact = {
  email?: string;
  firstName?: string;
  lastName?: string;
  city?: string;
  /** True by default. */
  active?: boolean;
  /** ISO instants. */
  createdOn?: string;
  modifiedOn?: string;
};

export type RemoteRow = { id: string; active: boolean; values: Readonly<Record<string, CrmValue>> };

export type MakeHarness = () => Promise<CrmHarness>;
