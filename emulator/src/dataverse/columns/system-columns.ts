import type { Column, Option } from './column.ts';
import { choice, dateTime, flag, lookup, number, other, readOnly, text } from './define.ts';

const states: readonly Option[] = [
  { value: 0, label: { en: 'Active', de: 'Aktiv' } },
  { value: 1, label: { en: 'Inactive', de: 'Inaktiv' } },
];

export const statuses: readonly Option[] = [
  { value: 1, state: 0, label: { en: 'Active', de: 'Aktiv' } },
  { value: 2, state: 1, label: { en: 'Inactive', de: 'Inaktiv' } },
];

const integers = { min: -2_147_483_648, max: 2_147_483_647 };
const createOnly = { validForUpdate: false } as const;

/**
 * The columns that the platform maintains for every row.
 *
 * @see https://learn.microsoft.com/power-apps/developer/data-platform/reference/entities/contact
 */
export const systemColumns: readonly Column[] = [
  other(
    'Uniqueidentifier',
    'ContactId',
    { en: 'Contact', de: 'Kontakt' },
    {
      ...createOnly,
      requiredLevel: 'SystemRequired',
      derive: (row) => row.id,
    },
  ),
  lookup(
    'OwnerId',
    ['systemuser', 'team'],
    { en: 'Owner', de: 'Besitzer' },
    {
      type: 'Owner',
      requiredLevel: 'SystemRequired',
    },
  ),
  lookup(
    'OwningUser',
    ['systemuser'],
    { en: 'Owning User', de: 'Besitzender Benutzer' },
    {
      ...readOnly,
      derive: (row) => (row.values.owneridtype === 'team' ? null : (row.values.ownerid ?? null)),
    },
  ),
  lookup(
    'OwningTeam',
    ['team'],
    { en: 'Owning Team', de: 'Besitzendes Team' },
    {
      ...readOnly,
      derive: (row) => (row.values.owneridtype === 'team' ? (row.values.ownerid ?? null) : null),
    },
  ),
  lookup(
    'OwningBusinessUnit',
    ['businessunit'],
    { en: 'Owning Business Unit', de: 'Besitzende Unternehmenseinheit' },
    readOnly,
  ),
  choice('StateCode', { en: 'Status', de: 'Status' }, states, {
    type: 'State',
    requiredLevel: 'SystemRequired',
    validForCreate: false,
    defaultValue: 0,
  }),
  choice('StatusCode', { en: 'Status Reason', de: 'Statusgrund' }, statuses, {
    type: 'Status',
    defaultValue: 1,
  }),
  dateTime('CreatedOn', 'UserLocal', { en: 'Created On', de: 'Erstellt am' }, readOnly),
  dateTime('ModifiedOn', 'UserLocal', { en: 'Modified On', de: 'Geändert am' }, readOnly),
  dateTime(
    'OverriddenCreatedOn',
    'UserLocal',
    { en: 'Record Created On', de: 'Datensatz erstellt am' },
    createOnly,
  ),
  lookup('CreatedBy', ['systemuser'], { en: 'Created By', de: 'Erstellt von' }, readOnly),
  lookup('ModifiedBy', ['systemuser'], { en: 'Modified By', de: 'Geändert von' }, readOnly),
  lookup(
    'CreatedOnBehalfBy',
    ['systemuser'],
    { en: 'Created By (Delegate)', de: 'Erstellt von (Stellvertretung)' },
    readOnly,
  ),
  lookup(
    'ModifiedOnBehalfBy',
    ['systemuser'],
    { en: 'Modified By (Delegate)', de: 'Geändert von (Stellvertretung)' },
    readOnly,
  ),
  number(
    'BigInt',
    'VersionNumber',
    { min: 0, max: Number.MAX_SAFE_INTEGER },
    { en: 'Version Number', de: 'Versionsnummer' },
    { ...readOnly, derive: (row) => row.version },
  ),
  number(
    'Integer',
    'ImportSequenceNumber',
    integers,
    { en: 'Import Sequence Number', de: 'Importsequenznummer' },
    createOnly,
  ),
  number(
    'Integer',
    'TimeZoneRuleVersionNumber',
    { min: -1, max: integers.max },
    { en: 'Time Zone Rule Version Number' },
  ),
  number(
    'Integer',
    'UTCConversionTimeZoneCode',
    { min: -1, max: integers.max },
    { en: 'UTC Conversion Time Zone Code' },
  ),
  flag('Merged', { en: 'Merged', de: 'Zusammengeführt' }, undefined, readOnly),
  lookup('MasterId', ['contact'], { en: 'Master ID', de: 'Master-ID' }, readOnly),
  flag('IsAutoCreate', { en: 'Auto-created', de: 'Automatisch erstellt' }, undefined, readOnly),
  flag('IsPrivate', { en: 'Is Private', de: 'Ist privat' }, undefined, readOnly),
  flag('ParticipatesInWorkflow', { en: 'Participates in Workflow', de: 'Nimmt an Workflow teil' }),
  dateTime(
    'LastUsedInCampaign',
    'UserLocal',
    { en: 'Last Date Included in Campaign', de: 'Zuletzt in Kampagne einbezogen' },
    { validForCreate: false },
  ),
  dateTime('LastOnHoldTime', 'UserLocal', { en: 'Last On Hold Time', de: 'Letzte Haltezeit' }),
  number(
    'Integer',
    'OnHoldTime',
    integers,
    { en: 'On Hold Time (Minutes)', de: 'Haltezeit (Minuten)' },
    readOnly,
  ),
  number('Integer', 'TeamsFollowed', { min: 0, max: 1_000_000_000 }, { en: 'TeamsFollowed' }),
  text(
    'TimeSpentByMeOnEmailAndMeetings',
    1250,
    { en: 'Time Spent by me', de: 'Von mir aufgewendete Zeit' },
    readOnly,
  ),
  other('Uniqueidentifier', 'ProcessId', { en: 'Process', de: 'Prozess' }),
  other('Uniqueidentifier', 'StageId', { en: '(Deprecated) Process Stage', de: '(Veraltet) Prozessphase' }),
  other(
    'Uniqueidentifier',
    'SubscriptionId',
    { en: 'Subscription', de: 'Abonnement' },
    { validForRead: false },
  ),
  other('Image', 'EntityImage', { en: 'Entity Image', de: 'Entitätsbild' }),
  other('Uniqueidentifier', 'EntityImageId', { en: 'Entity Image Id', de: 'Entitätsbild-ID' }, readOnly),
  text('EntityImage_URL', 200, null, { ...readOnly, format: 'Url' }),
  number('BigInt', 'EntityImage_Timestamp', { min: 0, max: Number.MAX_SAFE_INTEGER }, null, readOnly),
];
