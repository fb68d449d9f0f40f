import type { ContactRow } from '../../store/contact-row.ts';
import type { Column, Label } from './column.ts';
import { choice, flag, lookup, number, readOnly, text } from './define.ts';

const amount = { min: 0, max: 100_000_000_000_000, precision: 2 };
const baseAmount = { min: -922_337_203_685_477, max: 922_337_203_685_477, precision: 4 };

/**
 * Payment terms, amounts and the records a contact belongs to.
 *
 * @see https://learn.microsoft.com/power-apps/developer/data-platform/reference/entities/contact
 */
export const businessColumns: readonly Column[] = [
  choice('PaymentTermsCode', { en: 'Payment Terms', de: 'Zahlungsbedingungen' }, [
    { value: 1, label: { en: 'Net 30', de: '30 Tage netto' } },
    { value: 2, label: { en: '2% 10, Net 30', de: '2 % 10, 30 Tage netto' } },
    { value: 3, label: { en: 'Net 45', de: '45 Tage netto' } },
    { value: 4, label: { en: 'Net 60', de: '60 Tage netto' } },
  ]),
  choice(
    'ShippingMethodCode',
    { en: 'Shipping Method', de: 'Versandart' },
    [{ value: 1, label: { en: 'Default Value', de: 'Standardwert' } }],
    { defaultValue: 1 },
  ),
  flag('CreditOnHold', { en: 'Credit Hold', de: 'Kreditsperre' }),
  ...money('AnnualIncome', { en: 'Annual Income', de: 'Jahreseinkommen' }),
  ...money('CreditLimit', { en: 'Credit Limit', de: 'Kreditlimit' }),
  ...[30, 60, 90].flatMap((days) => [
    number('Money', `Aging${days}`, amount, { en: `Aging ${days}`, de: `Fällig ${days} Tage` }, readOnly),
    number(
      'Money',
      `Aging${days}_Base`,
      baseAmount,
      { en: `Aging ${days} (Base)`, de: `Fällig ${days} Tage (Basis)` },
      readOnly,
    ),
  ]),
  number(
    'Decimal',
    'ExchangeRate',
    { min: 1e-12, max: 100_000_000_000, precision: 12 },
    { en: 'Exchange Rate', de: 'Wechselkurs' },
    { ...readOnly, derive: (row) => (hasCurrency(row) ? 1 : null) },
  ),
  lookup('TransactionCurrencyId', ['transactioncurrency'], { en: 'Currency', de: 'Währung' }),
  lookup(
    'ParentCustomerId',
    ['account', 'contact'],
    { en: 'Company Name', de: 'Firma' },
    { type: 'Customer' },
  ),
  lookup(
    'ParentContactId',
    ['contact'],
    { en: 'Parent Contact', de: 'Übergeordneter Kontakt' },
    {
      ...readOnly,
      derive: (row) => (row.values.parentcustomeridtype === 'contact' ? parentOf(row) : null),
    },
  ),
  lookup(
    'AccountId',
    ['account'],
    { en: 'Account', de: 'Firma (Konto)' },
    {
      ...readOnly,
      derive: (row) => (row.values.parentcustomeridtype === 'account' ? parentOf(row) : null),
    },
  ),
  lookup('PreferredSystemUserId', ['systemuser'], { en: 'Preferred User', de: 'Bevorzugter Benutzer' }),
  lookup('SLAId', ['sla'], { en: 'SLA', de: 'SLA' }),
  lookup('SLAInvokedId', ['sla'], { en: 'Last SLA applied', de: 'Zuletzt angewendete SLA' }, readOnly),
  text('TraversedPath', 1250, { en: 'Traversed Path' }),
];

/** An amount in the row's currency, and the same amount in the organisation's currency, which the server computes. */
function money(schemaName: string, label: Label): Column[] {
  const amountColumn = schemaName.toLowerCase();
  return [
    number('Money', schemaName, amount, label),
    number(
      'Money',
      `${schemaName}_Base`,
      baseAmount,
      { en: `${label.en} (Base)`, de: `${label.de} (Basis)` },
      { ...readOnly, derive: (row) => row.values[amountColumn] ?? null },
    ),
  ];
}

function hasCurrency(row: ContactRow): boolean {
  return typeof row.values.transactioncurrencyid === 'string';
}

function parentOf(row: ContactRow): string | null {
  const parent = row.values.parentcustomerid;
  return typeof parent === 'string' ? parent : null;
}
