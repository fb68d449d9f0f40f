import { writeFile } from 'node:fs/promises';
import { MESSAGES_FILES, messagesPage } from './messages-page.ts';

/** `npm run messages`: writes the guides to all messages anew, out of the panel's own words. */
for (const [language, path] of MESSAGES_FILES) await writeFile(path, messagesPage(language));
