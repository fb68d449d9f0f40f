import type { StrategyTexts } from '../de/strategy.ts';
import { createPlural } from '../plural.ts';

const n = createPlural('en');

export const strategyEn: StrategyTexts = {
  step: 'Rules',
  title: 'What happens to contacts that are there already?',
  intro: 'New contacts are always created. An empty GoodFunds field never overwrites anything.',
  strategies: {
    UPDATE_IF_CHANGED: {
      title: 'Update if something has changed',
      text: 'GoodFunds has the last word. Recommended if your supporters keep their data in GoodFunds.',
    },
    UPDATE_IF_EMPTY: {
      title: 'Fill empty fields only',
      text: 'The CRM has the last word. GoodFunds adds what is still missing there.',
    },
    SKIP: {
      title: 'Leave existing contacts alone',
      text: 'Whoever is in the CRM stays as they are. Only new contacts are added.',
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
    changed: 'changed',
  },
  special: {
    title: 'Two special cases',
    ambiguousTitle: 'Several contacts in the CRM have the same email address',
    ambiguousText: 'If the name agrees for exactly one of them, we take that one. Otherwise:',
    deletedTitle: 'A connected contact was deleted in the CRM',
  },
  ambiguous: {
    REPORT: { title: 'Report it and change nothing', text: 'You see the contact in the list and decide.' },
    OLDEST: { title: 'Take the oldest', text: 'The contact that was created first in the CRM.' },
    MOST_RECENTLY_MODIFIED: {
      title: 'Take the most recently changed',
      text: 'The contact that someone worked on last.',
    },
  },
  deleted: {
    REPORT: {
      title: 'Leave it deleted and report it',
      text: 'Whoever was deleted in the CRM does not come back by themselves.',
    },
    RECREATE: { title: 'Create it again', text: 'The contact comes back next time.' },
  },
  preview: {
    title: 'Preview',
    text: 'See what would happen to some of your contacts. Nothing is written.',
    show: 'Show preview',
    refresh: 'Renew preview',
    loading: 'We compare with the CRM …',
    stale: 'You have changed something since.',
    empty: 'No contact yet. As soon as the first one arrives in GoodFunds, you see here what would happen.',
    result: (count) => n(count, 'What would happen to # contact', 'What would happen to # contacts'),
    outcome: {
      CREATED: 'Would be created',
      UPDATED: 'Would be updated',
      UNCHANGED: 'Stays the same',
      SKIPPED: 'Would be skipped',
      FAILED: 'Would not arrive',
    },
    attribute: 'Field',
    before: 'In the CRM',
    after: 'After',
    why: 'Why',
    reasons: {
      NEW_CONTACT: 'new contact',
      CHANGED: 'has changed',
      EMPTY_IN_CRM: 'empty in the CRM',
      EQUAL: 'equal already',
      FILLED_IN_CRM: 'filled in the CRM',
      NO_VALUE: 'empty in GoodFunds',
      SKIP: 'stays by the rule',
      REFUSED: 'value does not fit',
    },
    changes: (count) => n(count, '# field would be written', '# fields would be written'),
  },
  save: 'Save',
  saveAndEnable: 'Save and switch on',
  saved: 'Saved.',
  savedAndEnabled: 'Saved and switched on. New contacts arrive by themselves from now on.',
  unsaved: 'You have unsaved changes.',
  discard: 'Discard',
  noMapping: 'Map at least one field first.',
  conflict: {
    title: 'Someone has just changed these settings',
    text: 'What you entered is still here. You can save it over the new state, or take the new state.',
    changed: (parts) => `Changed on both sides: ${parts}.`,
    keepMine: 'Save what I entered',
    takeTheirs: 'Take the new state',
    parts: {
      mapping: 'mapping',
      strategy: 'rule',
      onAmbiguousMatch: 'several matches',
      onDeletedInCrm: 'deleted contacts',
    },
  },
};
