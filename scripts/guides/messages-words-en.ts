import type { MessagesWords } from './messages-words-de.ts';

export const messagesWordsEn: MessagesWords = {
  title: 'What each message means',
  intro:
    'Here is every message of the CRM settings: what happened, what you do next, and who can do it. The texts are the same as in GoodFunds. Press Ctrl+F (⌘F on a Mac) and search for the text or the code that you see.',
  reading: {
    title: 'How to read a message',
    text: [
      'The first sentence says what happened, the second what to do, the last who can do it.',
      '',
      '- The **code** in capitals, such as `THROTTLED`, is the name of the message.',
      '- The **request ID** is under “Technical details”. With it, Microsoft, the people who look after your CRM and we find exactly this request. Send it along when you ask for help.',
      '- Here, the **CRM** is Microsoft Dynamics 365, and the **environment** is your own instance of it.',
    ].join('\n'),
  },
  checks: {
    title: 'The checks of the connection test',
    text: 'The test goes through seven checks one after the other and changes nothing in your CRM. If one fails, the checks that depend on it are skipped.',
  },
  checkTexts: {
    ENVIRONMENT_URL:
      'We check whether the address can be a Dynamics environment. No request leaves GoodFunds yet.',
    TOKEN:
      'GoodFunds signs in to Microsoft with directory ID, application ID and client secret. If that fails, one of these values is wrong.',
    WHO_AM_I:
      'We ask the environment which user it recognizes us as. If that fails, the application user is usually missing: Microsoft knows the app, your environment does not yet.',
    FIELD_METADATA:
      'We read which fields a contact has in your CRM, including custom fields. The mapping uses them.',
    READ_CONTACTS:
      'We read one contact and check how far the read privilege reaches. It must cover all contacts, or we would miss existing people.',
    CREATE_CONTACTS: 'We check the privileges to see whether GoodFunds can create contacts.',
    WRITE_CONTACTS: 'We check the privileges to see whether GoodFunds can change contacts.',
  },
  categories: {
    connection: {
      title: 'The connection',
      text: 'Something between GoodFunds and your CRM needs your attention. The sync pauses until it is fixed. No contact is lost: all of them wait and are then synced automatically.',
    },
    mapping: {
      title: 'The mapping',
      text: 'A field no longer matches the CRM. The contacts wait until you have saved the mapping.',
    },
    contact: {
      title: 'A single contact',
      text: 'Only this one contact failed, all others were synced. Once the cause is fixed, choose “try again” under “Sync”, or wait for the next sync.',
    },
    transient: {
      title: 'Not right now',
      text: 'This usually resolves itself. GoodFunds waits and then continues where it stopped.',
    },
    request: {
      title: 'In the settings',
      text: 'These messages belong to what you are doing in GoodFunds. Nothing changes for the contacts.',
    },
  },
  skipped: {
    title: 'Why a contact was skipped',
    text: 'Skipped is not a failure: GoodFunds wrote nothing on purpose, to keep the CRM consistent.',
  },
  paused: {
    title: 'Why a sync is paused',
    text: 'A pause cancels nothing. Contacts already synced stay; the rest wait.',
  },
  aadsts: {
    title: 'Microsoft’s error numbers',
    text: 'When signing in fails, Microsoft gives a number that begins with AADSTS. You see it under “Technical details” or in the sign-in log. This is what it means:',
  },
  columns: { message: 'Message', next: 'What to do', aadsts: 'Number', meaning: 'What it means' },
  more: 'Step by step:',
  guides: {
    'azure-entra-setup': 'Prepare Microsoft',
    'connect-and-map': 'Connect and map the fields',
    strategies: 'What happens to contacts that already exist',
  },
};
