/** Whether a column, though writable, serves the platform or an app's own processes and no organisation's data. */
export function isTechnical(attribute: string): boolean {
  return TECHNICAL.has(attribute);
}

/** @see https://learn.microsoft.com/power-apps/developer/data-platform/reference/entities/contact */
const TECHNICAL: ReadonlySet<string> = new Set([
  'entityimage_timestamp',
  'importsequencenumber',
  'lastonholdtime',
  'lastusedincampaign',
  'onholdtime',
  'participatesinworkflow',
  'processid',
  'stageid',
  'subscriptionid',
  'teamsfollowed',
  'timespentbymeonemailandmeetings',
  'timezoneruleversionnumber',
  'traversedpath',
  'utcconversiontimezonecode',
]);
