import type { Column } from './column.ts';
import { choice, dateTime, flag, number, readOnly, text } from './define.ts';

const only = [{ value: 1, label: { en: 'Default Value', de: 'Standardwert' } }];

/**
 * Names, family and work.
 *
 * @see https://learn.microsoft.com/power-apps/developer/data-platform/reference/entities/contact
 */
export const personColumns: readonly Column[] = [
  text('FirstName', 50, { en: 'First Name', de: 'Vorname' }, { requiredLevel: 'Recommended' }),
  text('LastName', 50, { en: 'Last Name', de: 'Nachname' }, { requiredLevel: 'ApplicationRequired' }),
  text('MiddleName', 50, { en: 'Middle Name', de: 'Zweiter Vorname' }),
  text('FullName', 160, { en: 'Full Name', de: 'Vollständiger Name' }, readOnly),
  text('NickName', 100, { en: 'Nickname', de: 'Spitzname' }),
  text('Salutation', 100, { en: 'Salutation', de: 'Anrede' }),
  text('Suffix', 10, { en: 'Suffix', de: 'Suffix' }),
  text('YomiFirstName', 150, { en: 'Yomi First Name', de: 'Yomi-Vorname' }),
  text('YomiMiddleName', 150, { en: 'Yomi Middle Name', de: 'Zweiter Yomi-Vorname' }),
  text('YomiLastName', 150, { en: 'Yomi Last Name', de: 'Yomi-Nachname' }),
  text('YomiFullName', 450, { en: 'Yomi Full Name', de: 'Vollständiger Yomi-Name' }, readOnly),
  text('JobTitle', 100, { en: 'Job Title', de: 'Position' }),
  text('Department', 100, { en: 'Department', de: 'Abteilung' }),
  text('AssistantName', 100, { en: 'Assistant', de: 'Assistent' }),
  text('ManagerName', 100, { en: 'Manager', de: 'Vorgesetzter' }),
  text('SpousesName', 100, { en: 'Spouse/Partner Name', de: 'Name des Ehegatten/Partners' }),
  text('ChildrensNames', 255, { en: "Children's Names", de: 'Namen der Kinder' }),
  text('Description', 2000, { en: 'Description', de: 'Beschreibung' }, { type: 'Memo', format: 'TextArea' }),
  text('EmployeeId', 50, { en: 'Employee', de: 'Mitarbeiter' }),
  text('GovernmentId', 50, { en: 'Government', de: 'Personalausweis-/Sozialversicherungsnummer' }),
  text('ExternalUserIdentifier', 50, { en: 'External User Identifier' }),
  dateTime('BirthDate', 'DateOnly', { en: 'Birthday', de: 'Geburtstag' }),
  dateTime('Anniversary', 'DateOnly', { en: 'Anniversary', de: 'Jahrestag' }),
  number(
    'Integer',
    'NumberOfChildren',
    { min: 0, max: 1_000_000_000 },
    { en: 'No. of Children', de: 'Anzahl der Kinder' },
  ),
  choice('GenderCode', { en: 'Gender', de: 'Geschlecht' }, [
    { value: 1, label: { en: 'Male', de: 'Männlich' } },
    { value: 2, label: { en: 'Female', de: 'Weiblich' } },
  ]),
  choice('FamilyStatusCode', { en: 'Marital Status', de: 'Familienstand' }, [
    { value: 1, label: { en: 'Single', de: 'Ledig' } },
    { value: 2, label: { en: 'Married', de: 'Verheiratet' } },
    { value: 3, label: { en: 'Divorced', de: 'Geschieden' } },
    { value: 4, label: { en: 'Widowed', de: 'Verwitwet' } },
  ]),
  choice('HasChildrenCode', { en: 'Has Children', de: 'Hat Kinder' }, only, { defaultValue: 1 }),
  choice('EducationCode', { en: 'Education', de: 'Ausbildung' }, only, { defaultValue: 1 }),
  choice('AccountRoleCode', { en: 'Role', de: 'Rolle' }, [
    { value: 1, label: { en: 'Decision Maker', de: 'Entscheidungsträger' } },
    { value: 2, label: { en: 'Employee', de: 'Mitarbeiter' } },
    { value: 3, label: { en: 'Influencer', de: 'Einflussnehmer' } },
  ]),
  choice('CustomerTypeCode', { en: 'Relationship Type', de: 'Beziehungstyp' }, only, { defaultValue: 1 }),
  choice('CustomerSizeCode', { en: 'Customer Size', de: 'Kundengröße' }, only, { defaultValue: 1 }),
  choice('LeadSourceCode', { en: 'Lead Source', de: 'Leadquelle' }, only, { defaultValue: 1 }),
  choice('TerritoryCode', { en: 'Territory', de: 'Gebiet' }, only, { defaultValue: 1 }),
  flag('IsBackofficeCustomer', { en: 'Back Office Customer', de: 'Back-Office-Kunde' }),
];
