import type { ContactRow } from '../../store/contact-row.ts';
import { storedText } from '../../store/contact-row.ts';
import type { Column, Label, Option } from './column.ts';
import { choice, number, other, readOnly, text } from './define.ts';

/**
 * The three addresses of a contact, which Dataverse stores in a separate table.
 *
 * @see https://learn.microsoft.com/power-apps/developer/data-platform/reference/entities/contact
 */
export function addressColumns(): readonly Column[] {
  return [1, 2, 3].flatMap(addressSet);
}

function addressSet(which: number): Column[] {
  const prefix = `Address${which}_`;
  const logical = { isLogical: true } as const;
  const phone = { ...logical, format: 'Phone' } as const;
  const label = (en: string, de: string): Label => ({
    en: `Address ${which}: ${en}`,
    de: `Adresse ${which}: ${de}`,
  });
  return [
    text(`${prefix}Line1`, 250, label('Street 1', 'Straße 1'), logical),
    text(`${prefix}Line2`, 250, label('Street 2', 'Straße 2'), logical),
    text(`${prefix}Line3`, 250, label('Street 3', 'Straße 3'), logical),
    text(`${prefix}City`, 80, label('City', 'Ort'), logical),
    text(`${prefix}StateOrProvince`, 50, label('State/Province', 'Bundesland/Kanton'), logical),
    text(`${prefix}PostalCode`, 20, label('ZIP/Postal Code', 'Postleitzahl'), logical),
    text(`${prefix}Country`, 80, label('Country/Region', 'Land/Region'), logical),
    text(`${prefix}County`, 50, label('County', 'Landkreis'), logical),
    text(`${prefix}Name`, which === 2 ? 100 : 200, label('Name', 'Name'), logical),
    text(`${prefix}PostOfficeBox`, 20, label('Post Office Box', 'Postfach'), logical),
    text(`${prefix}UPSZone`, 4, label('UPS Zone', 'UPS-Zone'), logical),
    text(
      `${prefix}PrimaryContactName`,
      100,
      label('Primary Contact Name', 'Name des primären Kontakts'),
      logical,
    ),
    text(`${prefix}Telephone1`, 50, label('Phone', 'Telefon'), phone),
    text(`${prefix}Telephone2`, 50, label('Telephone 2', 'Telefon 2'), phone),
    text(`${prefix}Telephone3`, 50, label('Telephone 3', 'Telefon 3'), phone),
    text(`${prefix}Fax`, 50, label('Fax', 'Fax'), phone),
    choice(`${prefix}AddressTypeCode`, label('Address Type', 'Adresstyp'), which === 1 ? types : only, {
      ...logical,
      defaultValue: which === 1 ? null : 1,
    }),
    choice(
      `${prefix}FreightTermsCode`,
      label('Freight Terms', 'Frachtbedingungen'),
      which === 1 ? freightTerms : only,
      { ...logical, defaultValue: which === 1 ? null : 1 },
    ),
    choice(
      `${prefix}ShippingMethodCode`,
      label('Shipping Method', 'Versandart'),
      which === 1 ? shippingMethods : only,
      { ...logical, defaultValue: which === 1 ? null : 1 },
    ),
    number(
      'Double',
      `${prefix}Latitude`,
      { min: -90, max: 90, precision: 5 },
      label('Latitude', 'Breitengrad'),
      logical,
    ),
    number(
      'Double',
      `${prefix}Longitude`,
      { min: -180, max: 180, precision: 5 },
      label('Longitude', 'Längengrad'),
      logical,
    ),
    number(
      'Integer',
      `${prefix}UTCOffset`,
      { min: -1500, max: 1500 },
      label('UTC Offset', 'UTC-Abweichung'),
      logical,
    ),
    other('Uniqueidentifier', `${prefix}AddressId`, label('ID', 'ID'), logical),
    text(
      `${prefix}Composite`,
      1000,
      { en: `Address ${which}`, de: `Adresse ${which}` },
      { ...readOnly, ...logical, type: 'Memo', format: 'TextArea', derive: compositeOf(which) },
    ),
  ];
}

function compositeOf(which: number): (row: ContactRow) => string | null {
  const parts = ['line1', 'line2', 'line3', 'postalcode', 'city', 'stateorprovince', 'country'];
  return (row) => {
    const lines = parts.map((part) => storedText(row, `address${which}_${part}`)).filter(Boolean);
    return lines.length === 0 ? null : lines.join('\r\n');
  };
}

const only: readonly Option[] = [{ value: 1, label: { en: 'Default Value', de: 'Standardwert' } }];

const types: readonly Option[] = [
  { value: 1, label: { en: 'Bill To', de: 'Rechnungsadresse' } },
  { value: 2, label: { en: 'Ship To', de: 'Lieferadresse' } },
  { value: 3, label: { en: 'Primary', de: 'Primär' } },
  { value: 4, label: { en: 'Other', de: 'Sonstige' } },
];

const freightTerms: readonly Option[] = [
  { value: 1, label: { en: 'FOB', de: 'Frei an Bord' } },
  { value: 2, label: { en: 'No Charge', de: 'Kostenlos' } },
];

const shippingMethods: readonly Option[] = [
  { value: 1, label: { en: 'Airborne', de: 'Luftfracht' } },
  { value: 2, label: { en: 'DHL', de: 'DHL' } },
  { value: 3, label: { en: 'FedEx', de: 'FedEx' } },
  { value: 4, label: { en: 'UPS', de: 'UPS' } },
  { value: 5, label: { en: 'Postal Mail', de: 'Post' } },
  { value: 6, label: { en: 'Full Load', de: 'Komplettladung' } },
  { value: 7, label: { en: 'Will Call', de: 'Selbstabholung' } },
];
