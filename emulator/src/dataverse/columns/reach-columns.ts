import type { Column } from './column.ts';
import { choice, flag, text } from './define.ts';

const allowed = {
  no: { en: 'Allow', de: 'Zulassen' },
  yes: { en: 'Do Not Allow', de: 'Nicht zulassen' },
};

const phone = { format: 'Phone' } as const;
const email = { format: 'Email' } as const;
const url = { format: 'Url' } as const;

/**
 * Contact details and contact preferences.
 *
 * @see https://learn.microsoft.com/power-apps/developer/data-platform/reference/entities/contact
 */
export const reachColumns: readonly Column[] = [
  text(
    'EMailAddress1',
    100,
    { en: 'Email', de: 'E-Mail' },
    {
      ...email,
      description: {
        en: 'Type the primary email address for the contact.',
        de: 'Geben Sie die primäre E-Mail-Adresse für den Kontakt ein.',
      },
    },
  ),
  text('EMailAddress2', 100, { en: 'Email Address 2', de: 'E-Mail-Adresse 2' }, email),
  text('EMailAddress3', 100, { en: 'Email Address 3', de: 'E-Mail-Adresse 3' }, email),
  text('Telephone1', 50, { en: 'Business Phone', de: 'Telefon (geschäftlich)' }, phone),
  text('Telephone2', 50, { en: 'Home Phone', de: 'Telefon (privat)' }, phone),
  text('Telephone3', 50, { en: 'Telephone 3', de: 'Telefon 3' }, phone),
  text('MobilePhone', 50, { en: 'Mobile Phone', de: 'Mobiltelefon' }, phone),
  text('Fax', 50, { en: 'Fax', de: 'Fax' }, phone),
  text('Pager', 50, { en: 'Pager', de: 'Pager' }, phone),
  text('Business2', 50, { en: 'Business Phone 2', de: 'Telefon (geschäftlich) 2' }, phone),
  text('Home2', 50, { en: 'Home Phone 2', de: 'Telefon (privat) 2' }, phone),
  text('Callback', 50, { en: 'Callback Number', de: 'Rückrufnummer' }, phone),
  text('Company', 50, { en: 'Company Phone', de: 'Telefon (Firma)' }, phone),
  text('AssistantPhone', 50, { en: 'Assistant Phone', de: 'Telefon (Assistent)' }, phone),
  text('ManagerPhone', 50, { en: 'Manager Phone', de: 'Telefon (Vorgesetzter)' }, phone),
  text('WebSiteUrl', 200, { en: 'Website', de: 'Website' }, url),
  text('FtpSiteUrl', 200, { en: 'FTP Site', de: 'FTP-Site' }, url),
  choice(
    'PreferredContactMethodCode',
    { en: 'Preferred Method of Contact', de: 'Bevorzugte Kontaktmethode' },
    [
      { value: 1, label: { en: 'Any', de: 'Beliebig' } },
      { value: 2, label: { en: 'Email', de: 'E-Mail' } },
      { value: 3, label: { en: 'Phone', de: 'Telefon' } },
      { value: 4, label: { en: 'Fax', de: 'Fax' } },
      { value: 5, label: { en: 'Mail', de: 'Post' } },
    ],
    { defaultValue: 1 },
  ),
  choice('PreferredAppointmentDayCode', { en: 'Preferred Day', de: 'Bevorzugter Tag' }, [
    { value: 0, label: { en: 'Sunday', de: 'Sonntag' } },
    { value: 1, label: { en: 'Monday', de: 'Montag' } },
    { value: 2, label: { en: 'Tuesday', de: 'Dienstag' } },
    { value: 3, label: { en: 'Wednesday', de: 'Mittwoch' } },
    { value: 4, label: { en: 'Thursday', de: 'Donnerstag' } },
    { value: 5, label: { en: 'Friday', de: 'Freitag' } },
    { value: 6, label: { en: 'Saturday', de: 'Samstag' } },
  ]),
  choice('PreferredAppointmentTimeCode', { en: 'Preferred Time', de: 'Bevorzugte Uhrzeit' }, [
    { value: 1, label: { en: 'Morning', de: 'Vormittag' } },
    { value: 2, label: { en: 'Afternoon', de: 'Nachmittag' } },
    { value: 3, label: { en: 'Evening', de: 'Abend' } },
  ]),
  flag('DoNotEMail', { en: 'Do not allow Emails', de: 'Keine E-Mails zulassen' }, allowed),
  flag('DoNotPhone', { en: 'Do not allow Phone Calls', de: 'Keine Anrufe zulassen' }, allowed),
  flag('DoNotFax', { en: 'Do not allow Faxes', de: 'Keine Faxe zulassen' }, allowed),
  flag('DoNotBulkEMail', { en: 'Do not allow Bulk Emails', de: 'Keine Massen-E-Mails zulassen' }, allowed),
  flag('DoNotPostalMail', { en: 'Do not allow Mails', de: 'Keine Briefe zulassen' }, allowed),
  flag('DoNotBulkPostalMail', { en: 'Do not allow Bulk Mails', de: 'Keine Massenbriefe zulassen' }),
  // The label is the opposite of the value: true means that nothing is sent.
  flag(
    'DoNotSendMM',
    { en: 'Send Marketing Materials', de: 'Marketingmaterial senden' },
    { no: { en: 'Send', de: 'Senden' }, yes: { en: 'Do Not Send', de: 'Nicht senden' } },
  ),
  flag(
    'FollowEmail',
    { en: 'Follow Email Activity', de: 'E-Mail-Aktivität verfolgen' },
    {
      no: { en: 'Do Not Allow', de: 'Nicht zulassen' },
      yes: { en: 'Allow', de: 'Zulassen' },
      initially: true,
    },
  ),
  flag('MarketingOnly', { en: 'Marketing Only', de: 'Nur Marketing' }),
];
