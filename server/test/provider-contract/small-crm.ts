import type { CrmField, CrmValue } from '@goodfunds/shared';
import { crmField } from '../../../shared/src/testing/crm-field.ts';
import type { RemoteRow, SeededContact } from './contract/harness.ts';

export const SMALL_CRM_ATTRIBUTES = {
  email: 'mail',
  firstName: 'given_name',
  lastName: 'family_name',
  city: 'town',
} as const;

export const SMALL_CRM_FIELDS: CrmField[] = [
  ...Object.values(SMALL_CRM_ATTRIBUTES).map((attribute) =>
    crmField({ attribute, label: attribute, maxLength: 100 }),
  ),
  crmField({
    attribute: 'number',
    label: 'number',
    creatable: false,
    updatable: false,
    mappable: false,
    unmappableReason: 'READ_ONLY',
  }),
];

export type SmallCrmRow = RemoteRow & { createdOn: string; modifiedOn: string };

/** The contact table of a CRM that compares e-mails like Dataverse: without case and accents. */
export class SmallCrm {
  readonly #rows = new Map<string, SmallCrmRow>();

  rows(): SmallCrmRow[] {
    return [...this.#rows.values()];
  }

  get(id: string): SmallCrmRow | null {
    return this.#rows.get(id) ?? null;
  }

  withEmail(email: string): SmallCrmRow[] {
    return this.rows().filter((row) => fold(row.values[SMALL_CRM_ATTRIBUTES.email]) === fold(email));
  }

  /** Creates or updates a row. */
  put(id: string, values: Record<string, CrmValue>, more: Partial<SmallCrmRow> = {}): void {
    const before = this.#rows.get(id) ?? { ...EMPTY_ROW, id };
    this.#rows.set(id, { ...before, ...more, values: { ...before.values, ...values } });
  }

  seed(contact: SeededContact): string {
    const id = `seed-${this.#rows.size + 1}`;
    const { active = true, createdOn = EPOCH, modifiedOn = EPOCH } = contact;
    const values = Object.fromEntries(
      (['email', 'firstName', 'lastName', 'city'] as const).map((name) => [
        SMALL_CRM_ATTRIBUTES[name],
        contact[name] ?? null,
      ]),
    );
    this.put(id, values, { active, createdOn, modifiedOn });
    return id;
  }

  remove(id: string): void {
    this.#rows.delete(id);
  }
}

const EPOCH = '1970-01-01T00:00:00Z';

const EMPTY_ROW = {
  active: true,
  createdOn: EPOCH,
  modifiedOn: EPOCH,
  values: Object.fromEntries(SMALL_CRM_FIELDS.map(({ attribute }) => [attribute, null])),
};

function fold(text: CrmValue | undefined): string {
  return String(text ?? '')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase();
}
