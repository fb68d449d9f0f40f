import type { StrategyTexts } from '../de/strategy.ts';
import { n } from './plural.ts';

export const strategyEn: StrategyTexts = {
  step: 'Rules',
  title: 'What happens to contacts that already exist?',
  intro: 'New contacts are always created. An empty GoodFunds field never overwrites anything.',
  strategies: {
    UPDATE_IF_SOURCE_CHANGED: {
      title: 'Take over only what has changed in GoodFunds',
      text: 'Both sides keep their work: what your team changes or clears in the CRM stays until the same field changes in GoodFunds. The first time we meet a contact, empty fields are filled and differing ones stay.',
    },
    UPDATE_IF_STRICTER: {
      title: 'Only make it stricter',
      text: 'For objections: a “do not contact” from either side counts, and GoodFunds never takes one back. Example: Anna objects to emails in the CRM. GoodFunds still says that she may get them. The objection stays.',
    },
    UPDATE_IF_CHANGED: {
      title: 'Update if something has changed',
      text: 'GoodFunds has the last word. Good if you change nothing in the CRM by hand.',
    },
    UPDATE_IF_EMPTY: {
      title: 'Fill empty fields only',
      text: 'The CRM has the last word. GoodFunds adds what is still missing there.',
    },
    SKIP: {
      title: 'Leave existing contacts alone',
      text: 'Contacts already in the CRM stay unchanged. Only new contacts are added.',
    },
  },
  recommended: 'Recommended',
  example: {
    caption: 'Example',
    field: 'Field',
    goodfunds: 'GoodFunds',
    before: 'CRM before',
    after: 'after',
    city: 'City',
    phone: 'Phone',
    cityNew: 'Leipzig',
    cityOld: 'Halle',
    phoneNew: '0341 555 01',
    phoneOld: '0341 555 00',
    changedSince:
      'Since the last sync, the phone number has changed in GoodFunds, and your team has changed the city in the CRM.',
    changed: 'changed',
  },
  special: {
    title: 'Special cases',
    editTitle: 'Both sides have changed the same field',
    editText:
      'This concerns fields that take over only what has changed in GoodFunds, and only if the field has changed on both sides since the last sync.',
    editCase:
      'Example: Anna Berg moves and enters Leipzig in GoodFunds. On the same day your team enters Dresden in the CRM.',
    ambiguousTitle: 'Several contacts in the CRM have the same email address',
    ambiguousText:
      'If the name matches exactly one of them, we use that one, even if it is spelled differently (Müller, Mueller) or has a title. Otherwise your choice applies, among those who do not have another name.',
    ambiguousCase:
      'Example: Anna Berg is in the CRM twice with this address: with Halle as her city, created in 2019, and with Leipzig, edited yesterday.',
    nameTitle: 'A contact in the CRM has the same email address but another name',
    nameText:
      'Another spelling, a title or a missing first name does not count as another name. A contact that has been synced before keeps its contact in the CRM, whatever its name.',
    nameCase: 'Example: Georg donates with the family’s address. In the CRM, Maria has this address.',
    noEmailTitle: 'A new contact has no email address',
    noEmailText:
      'Without one we cannot recognize the person in the CRM. If you have such contacts created, we first compare last name and postcode. If someone in the CRM has both, or if one of them is missing in GoodFunds, the contact is reported.',
    noEmailCase: 'Example: Jan Vogt donates by bank transfer and gives only his postal address.',
    refusedTitle: 'A value does not fit its field in the CRM',
    refusedText:
      'For example, it is too long, or the field does not have this option. We never shorten or guess.',
    refusedCase: 'Example: Jan Vogt enters a whole sentence as his phone number.',
    emailsTitle: 'Which email addresses in the CRM count?',
    emailsText: 'A contact in the CRM can have three of them.',
    emailsCase:
      'Example: Eva Lang donates with her private address. In the CRM it is her second one; the first is her address at work.',
    deletedTitle: 'A linked contact was deleted in the CRM',
    deletedCase: 'Example: Jan Vogt asked you to delete him from the CRM. Later he donates again.',
  },
  edit: {
    GOODFUNDS: {
      title: 'GoodFunds counts',
      text: 'The value from GoodFunds replaces the one in the CRM.',
      example: 'The CRM has Leipzig.',
    },
    CRM: {
      title: 'The CRM counts',
      text: 'The value in the CRM stays until the field changes in GoodFunds again.',
      example: 'The CRM still has Dresden.',
    },
  },
  ambiguous: {
    REPORT: {
      title: 'Report it and change nothing',
      text: 'You see the contact in the list and decide.',
      example: 'Both stay as they are. Anna is listed under “Skipped”.',
    },
    OLDEST: {
      title: 'Use the oldest',
      text: 'The contact that was created first in the CRM.',
      example: 'Anna’s data goes to the contact in Halle.',
    },
    MOST_RECENTLY_MODIFIED: {
      title: 'Use the most recently changed',
      text: 'The contact that someone worked on last.',
      example: 'Anna’s data goes to the contact in Leipzig.',
    },
  },
  otherName: {
    REPORT: {
      title: 'Report it and change nothing',
      text: 'You see the contact in the list and decide.',
      example: 'Maria stays as she is. Georg is listed under “Skipped”.',
    },
    CREATE: {
      title: 'Create another contact',
      text: 'Couples and families who share an address each get their own contact.',
      example: 'Georg is added. Maria stays as she is.',
    },
    UPDATE: {
      title: 'Update it anyway',
      text: 'Only if an email address always belongs to one person in your CRM.',
      example: 'Maria’s contact gets Georg’s name and data.',
    },
  },
  noEmail: {
    REPORT: {
      title: 'Report it and create nothing',
      text: 'You see the contact in the list and decide.',
      example: 'Jan is listed under “Skipped”.',
    },
    CREATE: {
      title: 'Create it',
      text: 'Only if nobody in the CRM has the same last name and postcode.',
      example: 'Jan is added, unless a Vogt with his postcode is already there.',
    },
  },
  refusedValue: {
    LEAVE_OUT: {
      title: 'Sync the contact without it',
      text: 'Everything else arrives. The report says what is missing and what is allowed.',
      example: 'Jan arrives without a phone number.',
    },
    FAIL: {
      title: 'Do not sync the contact',
      text: 'The contact arrives only once all values fit.',
      example: 'Jan is listed under “Failed”.',
    },
  },
  emails: {
    PRIMARY: {
      title: 'Only the first',
      text: 'We look for people only by the main address of a contact.',
      example: 'Eva is added as a new contact.',
    },
    ALL: {
      title: 'All of them',
      text: 'We look at the main address first, then at the others.',
      example:
        'Eva’s contact is found. The rule of the email field decides whether its main address changes.',
    },
  },
  deleted: {
    REPORT: {
      title: 'Leave it deleted and report it',
      text: 'Contacts deleted in the CRM are not created again automatically.',
      example: 'Jan stays deleted, as he asked, and is listed under “Skipped”.',
    },
    RECREATE: {
      title: 'Create it again',
      text: 'The contact is created again next time.',
      example: 'Jan is back in the CRM, although he asked to be deleted.',
    },
  },
  preview: {
    title: 'Preview',
    text: 'See what would happen to real contacts with the current settings. Nothing is saved and nothing is written to the CRM.',
    show: 'Show preview',
    refresh: 'Refresh preview',
    loading: 'Comparing with the CRM. Nothing is changed.',
    stale: 'The preview is out of date: you have changed something since then.',
    empty: 'No contact yet',
    emptyNext:
      'As soon as the first one reaches GoodFunds, you will see here what would happen. You can already save.',
    result: (count) => n(count, 'What would happen to # contact', 'What would happen to # contacts'),
    nothingWritten: 'Nothing was written.',
    counts: {
      CREATED: (count) => n(count, '# would be created', '# would be created'),
      UPDATED: (count) => n(count, '# would be updated', '# would be updated'),
      UNCHANGED: (count) => n(count, '# would stay the same', '# would stay the same'),
      SKIPPED: (count) => n(count, '# would be skipped', '# would be skipped'),
      FAILED: (count) => n(count, '# would fail', '# would fail'),
    },
    choice: {
      label: 'Contacts shown',
      first: (count) => n(count, 'the first contact', 'the first # contacts'),
      chosen: (count) => n(count, '# selected contact', '# selected contacts'),
      open: 'Select contacts',
      close: 'Close selection',
      clear: 'Clear selection',
      remove: (name) => `Remove ${name}`,
      search: 'Search contacts',
      searchPlaceholder: 'Name, email or contact ID',
      list: 'Contacts found',
      found: (count) => n(count, '# contact found', '# contacts found'),
      foundFirst: (count) => n(count, 'The first match', 'The first # matches'),
      none: (query) => `No contact matches “${query}”.`,
      full: (most) => n(most, 'No more than one at a time.', 'No more than # at a time.'),
      noEmail: 'no email',
    },
    outcome: {
      CREATED: 'Would be created',
      UPDATED: 'Would be updated',
      UNCHANGED: 'Stays the same',
      SKIPPED: 'Would be skipped',
      FAILED: 'Would fail',
    },
    because: {
      CREATED: 'Nobody in the CRM has this email address yet.',
      UPDATED: 'The contact is already in the CRM. Only the highlighted fields would be written.',
      UNCHANGED: 'The contact is already in the CRM, and your rules leave nothing to write.',
    },
    warning: 'This still works:',
    candidates: 'Matches in the CRM',
    attribute: 'Field',
    before: 'In the CRM',
    after: 'After',
    why: 'Why',
    reasons: {
      NEW_CONTACT: 'new contact',
      CHANGED: 'has changed',
      EMPTY_IN_CRM: 'empty in the CRM',
      EQUAL: 'already the same',
      FILLED_IN_CRM: 'already filled in the CRM',
      NO_VALUE: 'empty in GoodFunds',
      SKIP: 'kept by the rule',
      REFUSED: 'value does not fit',
      EMAIL_TAKEN: 'belongs to another contact',
      KEPT_CRM_EDIT: 'not changed in GoodFunds',
      CONFLICT_OVERWRITTEN: 'changed on both sides, GoodFunds counts',
      CONFLICT_KEPT: 'changed on both sides, the CRM counts',
      KEPT_STRICTER: 'stricter in the CRM',
    },
    heldBack: 'only once all values fit',
    changes: (count) => n(count, '# field would be written', '# fields would be written'),
  },
  save: 'Save',
  saveAndEnable: 'Save and switch on',
  saved: 'Saved.',
  savedAndEnabled: 'Saved and switched on. Waiting and new contacts are now synced automatically.',
  unsaved: 'You have unsaved changes.',
  discard: 'Discard',
  noMapping: 'Map at least one field first.',
  conflict: {
    title: (by) => `${by ?? 'Someone'} has just changed these settings`,
    text: 'Your changes are still here. You can overwrite the current settings or use them.',
    changed: (parts) => `Changed on both sides: ${parts}.`,
    keepMine: 'Save my changes',
    takeTheirs: 'Use the current settings',
    parts: {
      schedule: 'schedule',
      mapping: 'mapping',
      strategy: 'rule',
      onEditConflict: 'changes on both sides',
      onAmbiguousMatch: 'several matches',
      onDeletedInCrm: 'deleted contacts',
      onNameMismatch: 'another name',
      onNoEmail: 'contacts without an email address',
      onRefusedValue: 'values that do not fit',
      matchEmailAttributes: 'email addresses that count',
    },
  },
};
